"""Data of the import pages: vocabularies for the templates, the latest batches, names for codes."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django_countries import countries

from chains.analysis.segment_order import in_tree_order
from chains.choices import SheetKind
from chains.models import (
    Chain,
    City,
    ColumnMapping,
    Company,
    ImportBatch,
    Label,
    Layer,
    Province,
    Region,
    Segment,
    Source,
    ValueMapping,
)
from chains.models.columns import SHEETS

#: What parts the steps of a path to a segment when it is read.
_MARKS = "→>-/／|›\\"


def vocabularies(kind: SheetKind) -> dict[str, list[tuple[str, str]]]:
    """Return what the drop-downs of a template offer, as on record now: vocabulary → pairs of code and label.

    The labels are in the language that is active, and each is understood when it is read back.
    """
    offered = {column.vocabulary: column for column in SHEETS[kind].columns if column.vocabulary}
    return {
        name: [(code, str(label)) for code, label in column.choices] or _options(name)
        for name, column in offered.items()
    }


def _options(name: str) -> list[tuple[str, str]]:
    """Return the options of one live vocabulary."""
    match name:
        case "provinces":
            return list(Province.objects.values_list("code", "name"))
        case "cities":
            return list(City.objects.order_by("code").values_list("code", "name"))
        case "countries":
            return [(code, str(country)) for code, country in countries]
        case "regions":
            return list(Region.objects.values_list("slug", "name"))
        case "layers":
            return [(layer.code, layer.code) for layer in Layer.objects.all()]
        case "segments":
            return _segments()
        case "chains":
            return list(Chain.objects.values_list("slug", "name"))
        case "labels":
            return list(Label.objects.order_by("name").values_list("slug", "name"))
        case "sources":
            return list(Source.objects.order_by("title").values_list("slug", "title"))
        case "booleans":
            return [("true", "是"), ("false", "否")]
    raise KeyError(name)


def _segments() -> list[tuple[str, str]]:
    """Return the segments as paths from their chain down; by their code where a name would break the path."""
    found = in_tree_order(Segment.objects.select_related("layer__chain", "parent"))
    names = {segment.pk: segment.name for segment in found}
    options = []
    for segment in found:
        steps = [segment.layer.chain.name, *([names[segment.parent_id]] if segment.parent_id else []), segment.name]
        whole = any(mark in step for step in steps for mark in _MARKS)
        options.append((segment.code, segment.code if whole else "/".join(steps)))
    return options


def latest_imports() -> QuerySet:
    """Return the import batches, the newest first, without their files."""
    return ImportBatch.objects.select_related("user", "source").defer("content", "mapping").order_by("-pk")


def kept_values() -> QuerySet:
    """Return what is remembered of values, as rows of a file: kind, column, value, what to do, code."""
    return ValueMapping.objects.order_by("kind", "column", "form").values_list(
        "kind", "column", "value", "action", "code"
    )


def kept_mappings(kind: str) -> QuerySet:
    """Return the mappings of columns that are kept for a kind of sheet."""
    return ColumnMapping.objects.filter(kind=kind).order_by("name")


def place_names(codes: Iterable[str]) -> dict[str, str]:
    """Return what the provinces and cities of these codes are called."""
    codes = set(codes)
    found = dict(Province.objects.filter(pk__in=codes).values_list("pk", "name"))
    return found | dict(City.objects.filter(pk__in=codes).values_list("pk", "name"))


def company_names(public_ids: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Return key and name of the companies with these public ids."""
    found = Company.objects.filter(public_id__in=set(public_ids)).values_list("public_id", "pk", "name")
    return {public_id: (pk, name) for public_id, pk, name in found}


def sources() -> Sequence[Source]:
    """Return the sources that a sheet may rest on, by their title."""
    return Source.objects.order_by("title", "issue", "slug")
