"""Columns that several lists of the admin share."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import quote
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: What stands where there is nothing to say.
NOTHING = "—"


def yes_or_nothing(field: str, description: Any) -> Any:
    """Return a list column that says yes, or nothing; Django's red cross for no looks like a fault."""

    @admin.display(description=description, ordering=field)
    def column(_admin: admin.ModelAdmin, row: models.Model) -> str:
        return _("yes") if getattr(row, field) else NOTHING

    return column


class AssessmentColumns:
    """Columns shared by the list of assessments and the assessments inside a segment."""

    @admin.display(description=gettext_lazy("for"))
    def scope(self, row: models.Model) -> str:
        """Return the place it was said for."""
        return str(row.province or row.region)

    @admin.display(description=gettext_lazy("marks"))
    def flags(self, row: models.Model) -> str:
        """Return the marks that the segment was given, as words."""
        marks = [name for name in ("choke_point", "import_dependent") if getattr(row, name)]
        return "、".join(str(row._meta.get_field(name).verbose_name) for name in marks) or NOTHING


def page_of(row: models.Model, page: str = "change") -> str:
    """Return the path of a page (``change``, ``history``) of ``row`` in the admin."""
    meta = row._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=[quote(row.pk)])
