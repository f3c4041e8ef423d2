"""The closed vocabularies: codes that the database, the API, the URLs and the exports carry.

Some stand elsewhere, with all that is declared of them: ``analysis/signals.py``, ``analysis/stated_shares.py``.
"""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .sheets import RowDecision, RowOutcome, SheetKind, SkipReason, UnplacedAction, ValueAction

#: China by its code in ISO 3166. Of a placed row it is the country where its province is not known …
CHINA = "CN"
#: … and this is then the value of its province in filters and counts.
UNKNOWN_PROVINCE = "unknown"


class PlacementStatus(TextChoices):
    """How far a placement has been checked; withdrawn ones stay on record and count nowhere."""

    REPORTED = "reported", _("reported")
    VERIFIED = "verified", _("verified")
    DISPUTED = "disputed", _("disputed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Verdict(TextChoices):
    """What a person concludes of a segment, with a source."""

    GAP = "gap", _("gap")
    WEAK = "weak", _("weak")
    ADEQUATE = "adequate", _("adequate")
    STRONG = "strong", _("strong")


class VerdictScope(TextChoices):
    """The place that a verdict was given for."""

    PROVINCE = "province", _("province")
    REGION = "region", _("region")


class Action(TextChoices):
    """What policy does about a segment: 补链, 强链, 延链, 固链."""

    SUPPLEMENT = "supplement", _("fill the gap")
    STRENGTHEN = "strengthen", _("strengthen")
    EXTEND = "extend", _("extend")
    CONSOLIDATE = "consolidate", _("consolidate")


class NameKind(TextChoices):
    """What sort of other name a company has."""

    PRINTED = "printed", _("as printed")
    FORMER = "former", _("former name")
    ABBREVIATION = "abbreviation", _("abbreviation")
    ENGLISH = "english", _("English name")
    BRAND = "brand", _("brand")


class RegistrationStatus(TextChoices):
    """How a firm stands in the register of its country; what else registers call it, ``registration.py`` maps."""

    ACTIVE = "active", _("in business")
    MOVED_OUT = "moved-out", _("moved to another register")
    SUSPENDED = "suspended", _("business suspended")
    LIQUIDATING = "liquidating", _("in liquidation")
    REVOKED = "revoked", _("licence revoked")
    CLOSED = "closed", _("closed by order")
    ANNULLED = "annulled", _("registration annulled")
    STRUCK_OFF = "struck-off", _("struck off")
    DEREGISTERED = "deregistered", _("deregistered")
    OTHER = "other", pgettext_lazy("how a firm stands in the register", "other")


#: Firms that the law takes for dissolved (公司法 229: 吊销, 责令关闭, 撤销) or that are off the register. They stay on
#: record and count nowhere.
DISSOLVED = (
    RegistrationStatus.REVOKED,
    RegistrationStatus.CLOSED,
    RegistrationStatus.ANNULLED,
    RegistrationStatus.STRUCK_OFF,
    RegistrationStatus.DEREGISTERED,
)


class Reexamination(TextChoices):
    """What came of it when it was examined again whether a firm still deserves its label."""

    PASSED = "passed", _("re-examination passed")
    FAILED = "failed", _("re-examination failed")
    ABSENT = "absent", _("not re-examined in time")
    WITHDRAWN = "withdrawn", pgettext_lazy("a label", "label withdrawn")


#: Outcomes with which a label is lost, whatever it was given until.
LOST = (Reexamination.FAILED, Reexamination.ABSENT, Reexamination.WITHDRAWN)


class Exchange(TextChoices):
    """Stock exchanges, by the short codes in common use."""

    SSE = "sse", _("Shanghai Stock Exchange")
    SZSE = "szse", _("Shenzhen Stock Exchange")
    BSE = "bse", _("Beijing Stock Exchange")
    HKEX = "hkex", _("Hong Kong Exchanges")
    TWSE = "twse", _("Taiwan Stock Exchange")
    NASDAQ = "nasdaq", _("Nasdaq")
    NYSE = "nyse", _("New York Stock Exchange")
    KRX = "krx", _("Korea Exchange")
    TSE = "tse", _("Tokyo Stock Exchange")
    LSE = "lse", _("London Stock Exchange")


class ResearchBaseKind(TextChoices):
    """Kinds of research base."""

    UNIVERSITY = "university", _("university")
    LABORATORY = "laboratory", _("laboratory")
    INSTITUTE = "institute", _("research institute")
    RD_CENTRE = "rd-centre", _("R&D centre")
    NATIONAL_CENTRE = "national-centre", _("national manufacturing innovation centre")


class PlatformKind(TextChoices):
    """Kinds of platform."""

    FUNCTIONAL = "functional", _("functional platform")
    PUBLIC_SERVICE = "public-service", _("public-service platform")
    OPEN_INNOVATION = "open-innovation", _("national open-innovation platform for AI")


class ParkKind(TextChoices):
    """Kinds of park."""

    PARK = "park", _("park")
    INCUBATOR = "incubator", _("incubator")
    PILOT_ZONE = "pilot-zone", _("pilot zone")
    INNOVATION_CENTRE = "innovation-centre", _("innovation centre")


class SourceKind(TextChoices):
    """Kinds of source."""

    PUBLICATION = "publication", _("publication")
    LIST = "list", _("official list")
    SITE = "site", _("web site")
    REGISTER = "register", _("register")


class AmountQualifier(TextChoices):
    """How exactly an amount is known."""

    EXACT = "exact", _("exactly")
    OVER = "over", _("over")
    ABOUT = "about", _("about")
    TARGET = "target", _("target")


class AmountUnit(TextChoices):
    """The unit in which a sheet states an amount; records keep single yuan or dollars."""

    ONE = "one", pgettext_lazy("unit of an amount", "single")
    TEN_THOUSAND = "ten-thousand", pgettext_lazy("unit of an amount", "ten thousand")
    MILLION = "million", pgettext_lazy("unit of an amount", "million")
    HUNDRED_MILLION = "hundred-million", pgettext_lazy("unit of an amount", "hundred million")
    BILLION = "billion", pgettext_lazy("unit of an amount", "billion")


class Currency(TextChoices):
    """ISO 4217 codes of the currencies that amounts are stated in."""

    CNY = "CNY", _("yuan")
    USD = "USD", _("US dollar")
    EUR = "EUR", _("euro")
    HKD = "HKD", _("Hong Kong dollar")
    JPY = "JPY", _("yen")


class MapView(TextChoices):
    """What the cells of a chain map show."""

    NAMES = "names", _("names")
    COUNTS = "counts", _("counts")
    GAPS = "gaps", _("gaps")


class FlowShade(TextChoices):
    """By what the drawing of a chain's flow is shaded."""

    COUNT = "count", _("Companies")
    VERDICT = "verdict", _("Verdict")
    IMPORTS = "imports", _("Imports and choke points")


class PaperSize(TextChoices):
    """The sheets, in landscape, that figures are laid out for."""

    A4 = "a4", "A4"
    A3 = "a3", "A3"


class Stage(TextChoices):
    """How far a company or a placement is on its way to the public; what is not published counts nowhere."""

    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    PUBLISHED = "published", _("published")


#: The stage of what a running import has written: nobody sees it before the import is committed. It is none of the
#: choices, as nobody gives it to a row or takes it away.
ARRIVING = "arriving"


class SupplyQualifier(TextChoices):
    """What is known of a country's share of the world supply where no number is."""

    MAJOR = "major", _("major")
    MINOR = "minor", _("minor")
    NONE = "none", _("none")
    UNKNOWN = "unknown", _("unknown")


class BatchKind(TextChoices):
    """What sort of work a batch is."""

    IMPORT = "import", _("import")
    MERGE = "merge", _("merge")
    SPLIT = "split", _("split")
    EDIT = "edit", _("bulk edit")
    SETTLE = "settle", _("bulk verification")
    REVIEW = "review", _("review")
    UNDO = "undo", _("undo")


class BatchStatus(TextChoices):
    """How far a batch is; only a committed one has changed anything."""

    UPLOADED = "uploaded", _("uploaded")
    PLANNED = "planned", _("planned")
    QUEUED = "queued", _("waiting to be committed")
    COMMITTED = "committed", _("committed")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")
    UNDONE = "undone", _("undone")
    PARTLY_UNDONE = "partly-undone", _("undone but for later edits")


class DuplicateVerdict(TextChoices):
    """What a curator has decided on two companies that look alike."""

    SAME = "same", _("the same firm")
    DIFFERENT = "different", _("different firms")
    LATER = "later", _("decide later")


class FilteredList(TextChoices):
    """The lists whose filters can be kept."""

    COMPANIES = "companies", _("companies")
    PLACEMENTS = "placements", _("placements")
    GAPS = "gaps", _("gaps")


class Role(TextChoices):
    """What somebody may do; each role includes those before it."""

    VIEWER = "viewer", _("viewer")
    CURATOR = "curator", _("curator")
    REVIEWER = "reviewer", _("reviewer")
    ADMINISTRATOR = "administrator", _("administrator")


class TokenScope(TextChoices):
    """What a token of the API opens; what its owner's role does not allow stays closed whatever the token says."""

    READ = "read", _("read")
    WRITE = "write", _("write")
    IMPORT = "import", _("import")


class TokenLife(IntegerChoices):
    """How many days a token may be used; there are no endless ones."""

    MONTH = 30, _("30 days")
    QUARTER = 90, _("90 days")
    YEAR = 365, _("a year")


class SuggestionStatus(TextChoices):
    """What became of a correction that a reader suggested."""

    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


class CellChange(TextChoices):
    """The kind of change of a cell between two states of the gap table; the gravest first."""

    NEW_GAP = "new-gap", _("new gap")
    WORSE = "worse", _("worse")
    CLOSED = "closed", _("gap closed")
    BETTER = "better", _("better")
    ADDED = "added", _("not there before")
    REMOVED = "removed", _("no longer there")
    UNCHANGED = "unchanged", _("unchanged")


class PublicEvent(TextChoices):
    """What the public hears of in the feed of changes."""

    COMPANY_PUBLISHED = "company-published", _("company published")
    PLACEMENT_PUBLISHED = "placement-published", _("placement published")
    PLACEMENT_VERIFIED = "placement-verified", _("placement verified")
    PLACEMENT_WITHDRAWN = "placement-withdrawn", _("placement withdrawn")
    EVIDENCE_ADDED = "evidence-added", _("new evidence")
    VERDICT_RECORDED = "verdict-recorded", _("verdict recorded")
    VERDICT_CHANGED = "verdict-changed", _("verdict changed")
    MERGED = "merged", _("company merged into another")


class RecordChangeKind(TextChoices):
    """The kind of change of a public record, in the changelog."""

    CREATED = "created", pgettext_lazy("what became of a record", "created")
    CHANGED = "changed", _("changed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    MERGED = "merged", _("merged into another")


class Relation(TextChoices):
    """How the segment that a candidate works in is near that of a gap, the nearest first."""

    SEGMENT = "segment", _("same segment")
    SUB_SEGMENT = "sub-segment", _("sub-segment")
    ABOVE = "above", _("segment above")
    UPSTREAM = "upstream", _("upstream")
    DOWNSTREAM = "downstream", _("downstream")


__all__ = [
    "ARRIVING",
    "CHINA",
    "DISSOLVED",
    "LOST",
    "UNKNOWN_PROVINCE",
    "Action",
    "AmountQualifier",
    "AmountUnit",
    "BatchKind",
    "BatchStatus",
    "CellChange",
    "Currency",
    "DuplicateVerdict",
    "Exchange",
    "FilteredList",
    "FlowShade",
    "MapView",
    "NameKind",
    "PaperSize",
    "ParkKind",
    "PlacementStatus",
    "PlatformKind",
    "PublicEvent",
    "RecordChangeKind",
    "Reexamination",
    "RegistrationStatus",
    "Relation",
    "ResearchBaseKind",
    "Role",
    "RowDecision",
    "RowOutcome",
    "SheetKind",
    "SkipReason",
    "SourceKind",
    "Stage",
    "SuggestionStatus",
    "SupplyQualifier",
    "TokenLife",
    "TokenScope",
    "UnplacedAction",
    "ValueAction",
    "Verdict",
    "VerdictScope",
]
