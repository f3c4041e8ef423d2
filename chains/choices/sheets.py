"""The closed vocabularies of imported sheets: what their rows are, what becomes of them, what is decided on them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SheetKind(TextChoices):
    """What the rows of an imported sheet are."""

    COMPANIES = "companies", _("companies with placements")
    RESEARCH_BASES = "research-bases", _("research bases")
    PLATFORMS = "platforms", _("platforms")
    PARKS = "parks", _("parks")
    TECHNOLOGIES = "technologies", _("technologies")
    ASSESSMENTS = "assessments", _("assessments")
    SUPPLY_SHARES = "supply-shares", _("supply shares")
    ALLIANCES = "alliances", _("alliances")
    PROJECTS = "projects", _("projects")
    CHAINS = "chains", _("chains")
    LAYERS = "layers", _("layers")
    SEGMENTS = "segments", _("segments")
    SEGMENT_LINKS = "segment-links", _("segment links")
    PROVINCES = "provinces", _("provinces")
    CITIES = "cities", _("cities")
    REGIONS = "regions", _("regions")


class RowOutcome(TextChoices):
    """What committing a row of a sheet would do."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    UNCHANGED = "unchanged", _("unchanged")
    DECISION = "decision", _("needs a decision")
    DUPLICATE = "duplicate", _("duplicate in this file")
    ERROR = "error", _("error")
    SKIPPED = "skipped", _("passed over")


class SkipReason(TextChoices):
    """Why a row of a sheet is passed over."""

    TITLE = "title", _("title")
    SECTION = "section", _("section heading")
    TOTAL = "total", _("total or subtotal")
    NOTE = "note", _("note")
    HEADING = "heading", _("repeated heading")
    OTHER_TABLE = "other-table", _("row of another table")
    UNMATCHED = "unmatched", _("not matched by the provider")
    HIDDEN = "hidden", _("hidden in the file")
    VALUE = "value-skipped", _("left out, as was decided for one of its values")
    NOTHING_TAKEN = "nothing-taken", _("nothing in the columns that are taken")


class RowDecision(TextChoices):
    """What a curator has decided on a row."""

    USE = "use", _("use this company")
    NEW = "new", _("make new")
    SKIP = "skip", _("skip")
    #: A row that would be passed over is taken as any other.
    TAKE = "take", _("take the row")
    #: What a line break in a cell of names means.
    JOIN = "join", _("one name")
    PART = "part", _("several names")


class ValueAction(TextChoices):
    """What is decided on a value of a sheet that is not known; it applies to every row that has the value."""

    USE = "use", _("use what is on record")
    MAKE = "make", _("make it")
    EMPTY = "empty", _("leave the cell empty")
    SKIP = "skip", _("skip its rows")


class UnplacedAction(TextChoices):
    """What becomes of companies that a sheet makes without a placement: no segment, no place, or neither."""

    DRAFT = "draft", _("come in as drafts, to be placed")
    ENTER = "enter", _("come in as the others do")
    SKIP = "skip", _("are left out")
