"""How the atlas is kept: batches of changes, imported sheets, decisions on look-alikes, notes and suggestions."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chains.analysis.codes import PUBLIC_ID_PATTERN
from chains.choices import (
    BatchKind,
    BatchStatus,
    DuplicateVerdict,
    RowDecision,
    RowOutcome,
    SheetKind,
    SuggestionStatus,
)

from .actors import Company
from .base import shape_constraint
from .evidence import Placement, Source
from .geography import Province
from .structure import Segment


class Batch(models.Model):
    """Changes made together 批次, under one reason, which can be undone together.

    What it changed stands in the histories: every entry names its batch, the entry before it is the state to
    go back to. An undo is a batch as well, of kind ``undo``, and says which one it ``undoes``.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=BatchKind.choices)
    status = models.CharField(_("status"), max_length=15, choices=BatchStatus.choices, default=BatchStatus.COMMITTED)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("user"), null=True, blank=True, related_name="batches"
    )
    reason = models.TextField(_("reason"), blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, verbose_name=_("source"), null=True, blank=True, related_name="batches"
    )
    undoes = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("undoes"), null=True, blank=True, related_name="undone_by"
    )
    counts = models.JSONField(_("counts"), default=dict, blank=True)
    created = models.DateTimeField(_("created"), auto_now_add=True, db_index=True)
    committed_at = models.DateTimeField(_("committed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                name="batch_undo_names_what_it_undoes",
                condition=models.Q(kind=BatchKind.UNDO, undoes__isnull=False)
                | (~models.Q(kind=BatchKind.UNDO) & models.Q(undoes__isnull=True)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk} · {self.get_kind_display()}"


class ImportBatch(Batch):
    """One uploaded sheet 导入批次: the file as it came, how it is read, and what became of its rows."""

    sheet_kind = models.CharField(_("kind of sheet"), max_length=20, choices=SheetKind.choices)
    file_name = models.CharField(_("file"), max_length=255)
    content = models.BinaryField(_("content of the file"), editable=False)
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    header_row = models.PositiveIntegerField(_("header row"), null=True, blank=True)
    #: Column of the file (from 0, as text) → code of the column that it fills, or "" where it is left out.
    mapping = models.JSONField(_("mapping of the columns"), default=dict, blank=True)
    good_rows = models.BooleanField(_("commit the good rows only"), default=False)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("import batch")
        verbose_name_plural = _("import batches")


class ImportRow(models.Model):
    """One row of an imported sheet: its cells as read, its plan, its errors, and what was decided on it."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, verbose_name=_("import batch"), related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    #: Code of the column → the cell as read: text, number, date in ISO form, true or false.
    cells = models.JSONField(_("cells"), default=dict)
    outcome = models.CharField(_("outcome"), max_length=10, choices=RowOutcome.choices)
    #: Field → [old, new], as shown; for a new row, field → [null, new].
    changes = models.JSONField(_("changes"), default=dict, blank=True)
    #: What is wrong: a list of {column, value, code, message, hint}; messages in English, translated when shown.
    errors = models.JSONField(_("errors"), default=list, blank=True)
    #: Companies that look like this one: a list of {id, name, score, reasons}.
    candidates = models.JSONField(_("look-alikes"), default=list, blank=True)
    #: The public id (or code) of the record that the row was found to be; empty for a new one.
    target = models.CharField(_("record"), max_length=120, blank=True)
    decision = models.CharField(_("decision"), max_length=4, choices=RowDecision.choices, blank=True)
    #: The public id of the company to use, where the decision is to use one.
    decided = models.CharField(_("company decided on"), max_length=10, blank=True)

    class Meta:
        verbose_name = _("import row")
        verbose_name_plural = _("import rows")
        ordering = ("batch", "number")
        constraints = (
            models.UniqueConstraint(fields=["batch", "number"], name="importrow_once"),
            models.CheckConstraint(
                name="importrow_use_names_a_company",
                condition=models.Q(decision=RowDecision.USE, decided__regex=PUBLIC_ID_PATTERN)
                | (~models.Q(decision=RowDecision.USE) & models.Q(decided="")),
            ),
        )
        indexes = (models.Index(fields=["batch", "outcome", "number"], name="importrow_by_outcome"),)

    def __str__(self) -> str:
        return f"{self.batch_id} · {self.number}"


class ColumnMapping(models.Model):
    """A named mapping of the headers of somebody's sheets to the columns of the import."""

    kind = models.CharField(_("kind of sheet"), max_length=20, choices=SheetKind.choices)
    name = models.CharField(_("name"), max_length=100)
    #: Header as written → code of the column, or "" where it is left out.
    headers = models.JSONField(_("headers"), default=dict)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("user"), null=True, blank=True, related_name="+"
    )
    updated = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("column mapping")
        verbose_name_plural = _("column mappings")
        ordering = ("kind", "name")
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "name"],
                name="columnmapping_name_unique",
                violation_error_message=_("There is a mapping of this name already."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class ProvinceGrant(models.Model):
    """A province that a curator may change; somebody with no grant at all, and no wider role, changes nothing."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("user"), related_name="province_grants"
    )
    province = models.ForeignKey(Province, models.CASCADE, verbose_name=_("province"), related_name="grants")

    class Meta:
        verbose_name = _("province of a curator")
        verbose_name_plural = _("provinces of curators")
        ordering = ("user", "province")
        constraints = (models.UniqueConstraint(fields=["user", "province"], name="provincegrant_once"),)

    def __str__(self) -> str:
        return f"{self.user} · {self.province}"


class CompanyRedirect(models.Model):
    """Where an id leads whose company was merged into another."""

    public_id = models.CharField(_("old id"), max_length=10, unique=True)
    company = models.ForeignKey(Company, models.CASCADE, verbose_name=_("company"), related_name="redirects")
    batch = models.ForeignKey(Batch, models.PROTECT, verbose_name=_("batch"), related_name="redirects")
    created = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("redirect of a merged company")
        verbose_name_plural = _("redirects of merged companies")
        ordering = ("-created",)
        constraints = (
            shape_constraint(
                "companyredirect_public_id_shape", "public_id", PUBLIC_ID_PATTERN, _("This is not a public id.")
            ),
        )

    def __str__(self) -> str:
        return f"{self.public_id} → {self.company}"


class DuplicateDecision(models.Model):
    """What was decided on two companies that look alike; by id, so that it outlives them (``first`` < ``second``)."""

    first = models.CharField(_("first id"), max_length=10)
    second = models.CharField(_("second id"), max_length=10)
    verdict = models.CharField(_("decision"), max_length=10, choices=DuplicateVerdict.choices)
    reason = models.TextField(_("reason"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("user"), null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), auto_now=True)

    class Meta:
        verbose_name = _("decision on look-alikes")
        verbose_name_plural = _("decisions on look-alikes")
        ordering = ("-decided_at",)
        constraints = (
            models.UniqueConstraint(fields=["first", "second"], name="duplicatedecision_once"),
            models.CheckConstraint(name="duplicatedecision_in_order", condition=models.Q(first__lt=models.F("second"))),
        )

    def __str__(self) -> str:
        return f"{self.first} · {self.second} · {self.get_verdict_display()}"


class JournalNote(models.Model):
    """A note of the staff on a company or a segment; never public."""

    company = models.ForeignKey(
        Company, models.CASCADE, verbose_name=_("company"), null=True, blank=True, related_name="journal"
    )
    segment = models.ForeignKey(
        Segment, models.CASCADE, verbose_name=_("segment"), null=True, blank=True, related_name="journal"
    )
    text = models.TextField(_("note"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("author"), null=True, blank=True, related_name="+"
    )
    created = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("journal note")
        verbose_name_plural = _("journal notes")
        ordering = ("-created", "-pk")
        constraints = (
            models.CheckConstraint(
                name="journalnote_on_one_thing",
                condition=models.Q(company__isnull=False, segment__isnull=True)
                | models.Q(company__isnull=True, segment__isnull=False),
                violation_error_message=_("A note is on a company or on a segment."),
            ),
            models.CheckConstraint(
                name="journalnote_says_something",
                condition=~models.Q(text=""),
                violation_error_message=_("Write something."),
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save without the white space around what was written."""
        self.text = self.text.strip()
        super().save(*args, **kwargs)


class SavedFilter(models.Model):
    """A choice of filters that somebody keeps: for a list (``companies``, ``placements``), their own or shared."""

    PAGES: ClassVar = (("companies", _("companies")), ("placements", _("placements")), ("gaps", _("gaps")))

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("user"), related_name="saved_filters"
    )
    page = models.CharField(_("list"), max_length=20, choices=PAGES)
    name = models.CharField(_("name"), max_length=100)
    query = models.TextField(_("choice"), help_text=_("As it stands in the address, such as segment=ic.design."))
    shared = models.BooleanField(_("shared with all staff"), default=False)
    is_default = models.BooleanField(_("what the list begins with"), default=False)
    updated = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ("page", "name")
        constraints = (
            models.UniqueConstraint(
                fields=["user", "page", "name"],
                name="savedfilter_name_unique",
                violation_error_message=_("You have a filter of this name already."),
            ),
            models.UniqueConstraint(
                fields=["user", "page"],
                condition=models.Q(is_default=True),
                name="savedfilter_one_default",
                violation_error_message=_("One filter is the default already."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Suggestion(models.Model):
    """A correction that a reader suggests, without an account; waits for a reviewer. Never public."""

    company = models.ForeignKey(
        Company, models.CASCADE, verbose_name=_("company"), null=True, blank=True, related_name="suggestions"
    )
    placement = models.ForeignKey(
        Placement, models.SET_NULL, verbose_name=_("placement"), null=True, blank=True, related_name="suggestions"
    )
    segment = models.ForeignKey(
        Segment, models.CASCADE, verbose_name=_("segment"), null=True, blank=True, related_name="suggestions"
    )
    text = models.TextField(_("what is wrong, and what would be right"), max_length=2000)
    evidence = models.TextField(_("where that can be checked"), max_length=500, blank=True)
    contact = models.CharField(_("how to reach you"), max_length=200, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=SuggestionStatus.choices, default=SuggestionStatus.OPEN, db_index=True
    )
    comment = models.TextField(_("comment of the reviewer"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("reviewer"), null=True, blank=True, related_name="+"
    )
    created = models.DateTimeField(_("created"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    class Meta:
        verbose_name = _("suggested correction")
        verbose_name_plural = _("suggested corrections")
        ordering = ("-created", "-pk")
        constraints = (
            models.CheckConstraint(
                name="suggestion_on_one_thing",
                condition=models.Q(company__isnull=False, segment__isnull=True)
                | models.Q(company__isnull=True, segment__isnull=False),
                violation_error_message=_("A suggestion is on a company or on a segment."),
            ),
            models.CheckConstraint(
                name="suggestion_says_something",
                condition=~models.Q(text=""),
                violation_error_message=_("Write something."),
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save without the white space around what was written."""
        self.text = self.text.strip()
        super().save(*args, **kwargs)
