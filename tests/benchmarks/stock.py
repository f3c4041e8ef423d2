"""The usual way: stock django-import-export resources, one for each table, that write the same rows."""

from typing import Any

import tablib
from import_export import fields, resources, widgets

from chains.models import Company, Evidence, Placement, Province, Segment, Source


class CompanyResource(resources.ModelResource):
    """Companies, found by credit code."""

    class Meta:
        model = Company
        import_id_fields = ("uscc",)
        fields = ("uscc", "name", "legal_name")


class PlacementResource(resources.ModelResource):
    """Placements, found by company, segment and province."""

    uscc = fields.Field("company", "uscc", widgets.ForeignKeyWidget(Company, "uscc"))
    segment = fields.Field("segment", "segment", widgets.ForeignKeyWidget(Segment, "code"))
    province = fields.Field("province", "province", widgets.ForeignKeyWidget(Province, "code"))

    class Meta:
        model = Placement
        import_id_fields = ("uscc", "segment", "province")
        fields = ("uscc", "segment", "province")


class EvidenceResource(resources.ModelResource):
    """Evidence, found by its placement and source."""

    source = fields.Field("source", "source", widgets.ForeignKeyWidget(Source, "slug"))
    name = fields.Field("printed_name", "name")

    class Meta:
        model = Evidence
        import_id_fields = ("source", "name")
        fields = ("placement", "source", "name")

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        """Find the placement that the row is about."""
        row["placement"] = Placement.objects.values_list("pk", flat=True).get(
            company__uscc=row["uscc"], segment__code=row["segment"], province=row["province"]
        )


def import_rows(rows: list[dict[str, str]]) -> None:
    """Preview and import ``rows`` into the three tables, as its admin does: a dry run first, then the import."""
    headers = list(rows[0])
    for resource in (CompanyResource(), PlacementResource(), EvidenceResource()):
        for dry_run in (True, False):
            data = tablib.Dataset(*[[row[header] for header in headers] for row in rows], headers=headers)
            result = resource.import_data(data, dry_run=dry_run, raise_errors=True)
            assert not result.has_errors()
