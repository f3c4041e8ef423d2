"""Values of imported sheets that are not known: what is decided on them, and what is remembered of that."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from chains.analysis.names import fold
from chains.choices import SheetKind, ValueAction

from .base import Record, choice_constraint
from .curation import ImportBatch
from .history import History

#: Longest piece of a cell by which a value is known.
VALUE_LENGTH = 80


def value_form(text: str) -> str:
    """Return the form under which values are compared: without case, width, space and punctuation."""
    text = text[:VALUE_LENGTH]
    return fold(text)[: 2 * VALUE_LENGTH] or text


def _names_what_it_uses(*actions: ValueAction) -> models.Q:
    """Return the condition that a code is given with these actions, and with no other."""
    naming = models.Q(action__in=actions)
    return (naming & ~models.Q(code="")) | (~naming & models.Q(code=""))


class SheetValueQuerySet(models.QuerySet):
    """Values of sheets with which something is wrong."""

    def words(self) -> Self:
        """Words that are on no list and stand in some row, decided on or not, those of most rows first."""
        return self.filter(is_word=True, rows__gt=0).order_by("-rows", "pk")

    def asked(self) -> Self:
        """Words of :meth:`words` that nobody has decided on, for this sheet or for an earlier one."""
        return self.words().filter(action="")

    def faults(self) -> Self:
        """What else is wrong, where nothing is decided on it, that of most rows first."""
        return self.filter(is_word=False, action="", rows__gt=0).order_by("-rows", "pk")

    def decided(self) -> Self:
        """Values that somebody has decided on for the very sheet."""
        return self.exclude(action="").filter(remembered=False)


class SheetValue(models.Model):
    """A value in a column of a sheet with which something is wrong, once for all rows that have it.

    ``fault`` is what is wrong, as rows keep it. ``suggestions`` are what might be meant, best first: {code, name}.
    ``action`` is what was decided on it; it applies to all its rows.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, verbose_name=_("import batch"), related_name="sheet_values")
    column = models.CharField(_("column"), max_length=60, blank=True)
    value = models.CharField(_("value"), max_length=VALUE_LENGTH, blank=True)
    form = models.CharField(_("form of the value"), max_length=2 * VALUE_LENGTH, blank=True)
    #: Whether the column takes words of a list, of which this is none: only these are asked about.
    is_word = models.BooleanField(_("word of a list"), default=False)
    fault_code = models.CharField(_("code of the fault"), max_length=40, blank=True)
    fault = models.JSONField(_("fault"), default=dict, blank=True)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    #: The numbers of the first rows that have it.
    first_rows = models.JSONField(_("first rows"), default=list, blank=True)
    suggestions = models.JSONField(_("suggestions"), default=list, blank=True)
    action = models.CharField(_("decision"), max_length=5, choices=ValueAction.choices, blank=True)
    #: What to use, or where and under which code to make it.
    code = models.CharField(_("code"), max_length=120, blank=True)
    remembered = models.BooleanField(_("remembered from an earlier sheet"), default=False)

    objects = SheetValueQuerySet.as_manager()

    class Meta:
        verbose_name = _("value of a sheet")
        verbose_name_plural = _("values of sheets")
        ordering = ("batch", "-rows", "pk")
        constraints = (
            models.UniqueConstraint(fields=["batch", "column", "form", "fault_code"], name="sheetvalue_once"),
            models.CheckConstraint(
                name="sheetvalue_names_what_it_uses",
                condition=_names_what_it_uses(ValueAction.USE, ValueAction.MAKE),
            ),
            choice_constraint("sheetvalue_action_known", "action", ValueAction, blank=True),
        )

    def __str__(self) -> str:
        return f"{self.column} · {self.value}"

    @property
    def is_cell(self) -> bool:
        """Whether a cell is at fault by itself, so that a decision on its value mends all rows that have it."""
        return self.is_word or bool(self.fault.get("is_cell"))


class ValueMapping(Record):
    """A value of somebody's sheets, and what it stands for here: remembered from one sheet for all that follow."""

    NATURAL_KEY: ClassVar = ("kind", "column", "form")
    DERIVED: ClassVar[dict[str, tuple[str, ...]]] = {"value": ("form",)}

    kind = models.CharField(_("kind of sheet"), max_length=20, choices=SheetKind.choices)
    column = models.CharField(_("column"), max_length=60, help_text=_("Code of the column, such as segment."))
    value = models.CharField(_("value"), max_length=VALUE_LENGTH, help_text=_("As it is written in sheets."))
    form = models.CharField(_("form of the value"), max_length=2 * VALUE_LENGTH, editable=False)
    action = models.CharField(_("decision"), max_length=5, choices=ValueAction.choices)
    code = models.CharField(
        _("code"), max_length=120, blank=True, help_text=_("What it stands for, such as ic.design or 320500.")
    )

    history = History()

    class Meta:
        verbose_name = _("value mapping")
        verbose_name_plural = _("value mappings")
        ordering = ("kind", "column", "form")
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "column", "form"],
                name="valuemapping_once",
                violation_error_message=_("There is a mapping of this value already."),
            ),
            models.CheckConstraint(
                name="valuemapping_names_what_it_uses",
                condition=_names_what_it_uses(ValueAction.USE) & ~models.Q(action=ValueAction.MAKE),
                violation_error_message=_("Name a code where something is to be used, and only there."),
            ),
            choice_constraint("valuemapping_kind_known", "kind", SheetKind),
            choice_constraint("valuemapping_action_known", "action", ValueAction),
        )

    def __str__(self) -> str:
        return f"{self.column} · {self.value}"

    def derive(self) -> None:
        """Set the form by which the value is found."""
        self.form = value_form(self.value)

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Save with the form of the value."""
        self.derive()
        if update_fields is not None:
            update_fields = {*update_fields, "form"}
        super().save(*args, update_fields=update_fields, **kwargs)
