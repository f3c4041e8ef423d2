"""The quickest that stock django-import-export has: bulk, no diffs, cached keys; and the history, as our tables do.

Bulk mode calls no ``save()``: what ``save()`` derives is derived before, and the entries of the history are made by
django-simple-history's own helper for many rows. There is no preview.
"""

from typing import Any

import tablib
from django.db import transaction
from import_export import fields, resources, widgets
from import_export.instance_loaders import CachedInstanceLoader
from simple_history.utils import bulk_create_with_history

from chains.analysis.names import name_key
from chains.models import Company, Evidence, Placement, Province, Segment, Source

_BATCH = 1000


class CachedKey(widgets.ForeignKeyWidget):
    """A reference by another column than the key, all of which are read once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found: dict[str, Any] | None = None

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Return the row that has ``value``."""
        if self.found is None:
            self.found = {getattr(each, self.field): each for each in self.model.objects.all()}
        return self.found[value]


class BulkResource(resources.ModelResource):
    """What the three have in common."""

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Derive what ``save()`` would."""
        if hasattr(instance, "derive"):
            instance.derive()

    def bulk_create(self, *args: Any, batch_size: int | None = None, **kwargs: Any) -> None:
        """Write the rows and their entries in the history."""
        if self.create_instances:
            bulk_create_with_history(self.create_instances, self._meta.model, batch_size=batch_size)
            self.create_instances.clear()


class _Bulk:
    use_bulk = True
    batch_size = _BATCH
    skip_diff = True
    skip_unchanged = True
    report_skipped = False
    use_transactions = True


class CompanyResource(BulkResource):
    """Companies, found by credit code: all that are on record are read at once."""

    class Meta(_Bulk):
        model = Company
        import_id_fields = ("uscc",)
        fields = ("uscc", "name", "legal_name")
        instance_loader_class = CachedInstanceLoader


class PlacementResource(BulkResource):
    """Placements, taken for new: by three columns none is found at once."""

    company = fields.Field("company", "uscc", CachedKey(Company, "uscc"))
    segment = fields.Field("segment", "segment", CachedKey(Segment, "code"))
    province = fields.Field("province", "province", CachedKey(Province, "code"))

    class Meta(_Bulk):
        model = Placement
        import_id_fields = ("company", "segment", "province")
        fields = ("company", "segment", "province")
        force_init_instance = True


class EvidenceResource(BulkResource):
    """Evidence, taken for new; the placements are read at once."""

    placement = fields.Field("placement_id", "placement")
    source = fields.Field("source", "source", CachedKey(Source, "slug"))
    name = fields.Field("printed_name", "name")

    class Meta(_Bulk):
        model = Evidence
        import_id_fields = ("source", "name")
        fields = ("placement", "source", "name")
        force_init_instance = True

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Read the placements that the rows are about."""
        keys = Placement.objects.values_list("company__uscc", "segment__code", "province", "pk")
        self.placements = {tuple(key): pk for *key, pk in keys}

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        """Find the placement that the row is about."""
        row["placement"] = self.placements[row["uscc"], row["segment"], row["province"]]

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Derive what ``save()`` would."""
        instance.printed_key = name_key(instance.printed_name)


@transaction.atomic
def import_rows(rows: list[dict[str, str]]) -> None:
    """Import ``rows`` into the three tables and their histories."""
    headers = list(rows[0])
    for resource in (CompanyResource(), PlacementResource(), EvidenceResource()):
        data = tablib.Dataset(*[[row[header] for header in headers] for row in rows], headers=headers)
        result = resource.import_data(data, raise_errors=True)
        assert not result.has_errors()
