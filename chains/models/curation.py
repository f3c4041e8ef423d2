"""Batches of changes, imported sheets, saved filters, notes and suggestions."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from chains.analysis.codes import PUBLIC_ID_PATTERN
from chains.choices import (
    BatchKind,
    BatchStatus,
    FilteredList,
    RowDecision,
    RowOutcome,
    SheetKind,
    SkipReason,
    SuggestionStatus,
    UnplacedAction,
)

from .actors import Company
from .base import Keyed, choice_constraint
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
            models.CheckConstraint(
                name="batch_undoes_another",
                condition=models.Q(undoes__isnull=True) | ~models.Q(undoes=models.F("id")),
            ),
            choice_constraint("batch_kind_known", "kind", BatchKind),
            choice_constraint("batch_status_known", "status", BatchStatus),
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
    #: What else was chosen about the reading: see ``importing/reading_options.py``.
    reading_options = models.JSONField(_("how it is read"), default=dict, blank=True)
    #: What was found in the file that no row tells: see ``importing/findings.py``. Known once the rows are planned.
    findings = models.JSONField(_("what was found in the file"), default=dict, blank=True, editable=False)
    #: Title of the source of all rows, where the commit is to make it: nothing is written before.
    new_source = models.CharField(_("source that the commit makes"), max_length=300, blank=True)
    good_rows = models.BooleanField(_("commit the good rows only"), default=False)
    #: Code of a column → the cell that every row has there whose own is empty.
    whole_sheet = models.JSONField(_("for the whole sheet"), default=dict, blank=True)
    unplaced = models.CharField(
        _("companies without a segment or place"),
        max_length=5,
        choices=UnplacedAction.choices,
        default=UnplacedAction.DRAFT,
    )
    #: What prevented planning or committing it, in every language of the site; empty where nothing did.
    error = models.JSONField(_("error"), default=dict, blank=True)

    class Meta:
        verbose_name = _("import batch")
        verbose_name_plural = _("import batches")
        constraints = (
            choice_constraint("importbatch_sheet_kind_known", "sheet_kind", SheetKind),
            choice_constraint("importbatch_unplaced_known", "unplaced", UnplacedAction),
        )


class ImportRowQuerySet(models.QuerySet):
    """Rows of imported sheets."""

    #: A row that was only taken back from those passed over may still look like a company on record.
    _UNDECIDED = models.Q(outcome=RowOutcome.DECISION, decision__in=("", RowDecision.TAKE))

    def undecided(self) -> Self:
        """Return the rows that wait for a decision."""
        return self.filter(self._UNDECIDED)

    def decided(self) -> Self:
        """Return the others: what is to be done about them is known."""
        return self.exclude(self._UNDECIDED)


class ImportRow(models.Model):
    """One record of an imported sheet: its cells as read, its plan, its errors, and what was decided on it.

    A row of the file is one, unless it names several companies. ``number`` is its place among all; it is the row of
    the file, ``line``, as long as no row before gives several. ``part`` counts those of one row from 1.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, verbose_name=_("import batch"), related_name="rows")
    number = models.PositiveIntegerField(_("place"))
    line = models.PositiveIntegerField(_("row"))
    part = models.PositiveIntegerField(_("part of the row"), default=0)
    #: Code of the column → the cell as read: text, number, date in ISO form, true or false.
    cells = models.JSONField(_("cells"), default=dict)
    outcome = models.CharField(_("outcome"), max_length=10, choices=RowOutcome.choices)
    skip_reason = models.CharField(_("why it is passed over"), max_length=20, choices=SkipReason.choices, blank=True)
    #: Field → [old, new], as shown; for a new row, field → [null, new].
    changes = models.JSONField(_("changes"), default=dict, blank=True)
    #: What is wrong: a list of {column, value, code, message, hint, params}. Message and hint are msgids, filled by the
    #: parameters in the language of the reader; rows planned before that was so have both in every language.
    errors = models.JSONField(_("errors"), default=list, blank=True)
    #: What is left of a row that is taken otherwise, in the form of errors.
    notes = models.JSONField(_("notes"), default=list, blank=True)
    #: Companies that look like this one: a list of {id, name, score, reasons}, each reason as {message, params}.
    candidates = models.JSONField(_("look-alikes"), default=list, blank=True)
    #: The public id (or code) of the record that the row was found to be; empty for a new one.
    target = models.CharField(_("record"), max_length=120, blank=True)
    decision = models.CharField(_("decision"), max_length=4, choices=RowDecision.choices, blank=True)
    #: The public id of the company to use, where the decision is to use one.
    decided = models.CharField(_("company decided on"), max_length=10, blank=True)
    #: The last row of the sheet that may be about the same company; 0 where this is the only one.
    until = models.PositiveIntegerField(_("last row of the company"), default=0, editable=False)

    class Meta:
        verbose_name = _("import row")
        verbose_name_plural = _("import rows")
        ordering = ("batch", "number")
        constraints = (
            models.UniqueConstraint(fields=["batch", "number"], name="importrow_once"),
            models.CheckConstraint(
                name="importrow_skipped_for_a_reason",
                condition=models.Q(outcome=RowOutcome.SKIPPED) & ~models.Q(skip_reason="")
                | ~models.Q(outcome=RowOutcome.SKIPPED) & models.Q(skip_reason=""),
            ),
            models.CheckConstraint(
                name="importrow_use_names_a_company",
                condition=models.Q(decision=RowDecision.USE, decided__regex=PUBLIC_ID_PATTERN)
                | (~models.Q(decision=RowDecision.USE) & models.Q(decided="")),
            ),
            choice_constraint("importrow_outcome_known", "outcome", RowOutcome),
            choice_constraint("importrow_decision_known", "decision", RowDecision, blank=True),
            choice_constraint("importrow_skip_reason_known", "skip_reason", SkipReason, blank=True),
        )
        indexes = (models.Index(fields=["batch", "outcome", "number"], name="importrow_by_outcome"),)

    objects = ImportRowQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.batch_id} · {self.line}"


class ColumnMapping(Keyed):
    """A named mapping of the headers of somebody's sheets to the columns of the import."""

    NATURAL_KEY: ClassVar = ("kind", "name")

    kind = models.CharField(_("kind of sheet"), max_length=20, choices=SheetKind.choices)
    name = models.CharField(_("name"), max_length=100)
    #: Header as written → code of the column, or "" where it is left out.
    headers = models.JSONField(_("headers"), default=dict)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("user"), null=True, blank=True, related_name="+"
    )
    updated = models.DateTimeField(_("updated"), auto_now=True, db_default=Now())

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
            choice_constraint("columnmapping_kind_known", "kind", SheetKind),
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


class SavedFilter(models.Model):
    """A choice of filters that somebody keeps: for a list (``companies``, ``placements``), their own or shared."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("user"), related_name="saved_filters"
    )
    page = models.CharField(_("list"), max_length=20, choices=FilteredList.choices)
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
            choice_constraint("savedfilter_page_known", "page", FilteredList),
        )

    def __str__(self) -> str:
        return self.name


class Remark(models.Model):
    """Something written on a company or on a segment, by whom and when."""

    company = models.ForeignKey(
        Company, models.CASCADE, verbose_name=_("company"), null=True, blank=True, related_name="%(class)ss"
    )
    segment = models.ForeignKey(
        Segment, models.CASCADE, verbose_name=_("segment"), null=True, blank=True, related_name="%(class)ss"
    )
    text: models.TextField
    created = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ("-created", "-pk")
        constraints = (
            models.CheckConstraint(
                name="%(class)s_on_one_thing",
                condition=models.Q(company__isnull=False, segment__isnull=True)
                | models.Q(company__isnull=True, segment__isnull=False),
                violation_error_message=_("Choose a company or a segment: one of the two."),
            ),
            models.CheckConstraint(
                name="%(class)s_says_something",
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


class JournalNote(Remark):
    """A note of the staff on a company or a segment; never public."""

    text = models.TextField(_("note"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("author"), null=True, blank=True, related_name="+"
    )

    class Meta(Remark.Meta):
        verbose_name = _("journal note")
        verbose_name_plural = _("journal notes")


class Suggestion(Remark):
    """A correction that a reader suggests, without an account; waits for a reviewer. Never public."""

    placement = models.ForeignKey(
        Placement, models.SET_NULL, verbose_name=_("placement"), null=True, blank=True, related_name="suggestions"
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
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    class Meta(Remark.Meta):
        verbose_name = _("suggested correction")
        verbose_name_plural = _("suggested corrections")
        constraints = (
            *Remark.Meta.constraints,
            choice_constraint("suggestion_status_known", "status", SuggestionStatus),
        )
