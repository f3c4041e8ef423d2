"""Lookup of places, segments, chains, labels and sources by any usual form of their names."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_noop as _

from chains.analysis.countries import country_names
from chains.analysis.names import fold
from chains.models import Chain, City, Company, Label, Layer, Region, Segment, Source
from chains.sheets.cells import suggest

from .faults import CellFaultError
from .places import PlaceVocabulary

_PATH = re.compile(r"\s*(?:→|->|>|/|／|›|\\|\|)\s*")


def unknown(what: str, value: str, options: Iterable[str]) -> CellFaultError:
    """Return the fault of a ``value`` that nothing is called, with what comes near to it."""
    near = "、".join(suggest(value, list(options)))
    hint = _("Did you mean: %(near)s?") if near else _("See the sheet of options in the template.")
    return CellFaultError(f"unknown_{what}", _("“%(value)s” is not known here."), hint, value=value, near=near)


class Vocabulary(PlaceVocabulary):
    """The names that cells may contain, read once for a plan."""

    @cached_property
    def _segments(self) -> dict[str, Segment]:
        return {segment.code: segment for segment in Segment.objects.select_related("layer__chain", "parent")}

    @cached_property
    def _segment_forms(self) -> dict[str, list[Segment]]:
        found: dict[str, list[Segment]] = defaultdict(list)
        for segment in self._segments.values():
            for form in {fold(form) for form in (segment.code, segment.slug, segment.name, segment.name_en) if form}:
                found[form].append(segment)
        return found

    def segment(self, text: str, chain: Chain | None = None) -> Segment:
        """Return a segment, of ``chain`` if one is given, by code, slug, name or path (设备 → 光刻机, 集成电路/设备).

        Raises ``CellFaultError``.
        """
        if (found := self._segments.get(text)) is not None and _is_of(found, chain):
            return found
        parts = [fold(part) for part in _PATH.split(text.strip()) if part.strip()]
        found = [each for each in self._segment_forms.get(parts[-1], ()) if _is_of(each, chain)] if parts else []
        for above in parts[:-1]:
            found = [segment for segment in found if above in self._above(segment)]
        if len(found) == 1:
            return found[0]
        if found:
            raise _several("segment", _("“%(value)s” may be more than one segment."), text, found)
        names = (segment.name for segment in self._segments.values() if _is_of(segment, chain))
        raise unknown("segment", text, dict.fromkeys(names))

    def has_segment(self, code: str) -> bool:
        """Return whether a segment of this code is on record, or is made by the sheet."""
        return code in self._segments

    @staticmethod
    def _above(segment: Segment) -> set[str]:
        """Return what may stand before a segment in a path: its chain, its layer and its ancestors, by any name."""
        forms = {fold(part) for part in segment.path.split("/") if part}
        layer, parent = segment.layer, segment.parent
        forms |= {fold(name) for name in (layer.name, layer.name_en, layer.chain.name, layer.chain.name_en) if name}
        while parent is not None:
            forms |= {fold(name) for name in (parent.name, parent.name_en) if name}
            parent = parent.parent
        return forms

    @cached_property
    def _chains(self) -> dict[str, Chain]:
        return _by_forms(Chain.objects.all(), "slug", "name", "name_en")

    def chain(self, text: str) -> Chain:
        """Return a chain by slug or name; raises ``CellFaultError``."""
        return _find("chain", text, self._chains)

    @cached_property
    def _layers(self) -> list[Layer]:
        return list(Layer.objects.select_related("chain"))

    def layer(self, text: str, chain: Chain | None = None) -> Layer:
        """Return a layer, of ``chain`` if one is given, by code, slug or name; raises ``CellFaultError``."""
        layers = [each for each in self._layers if chain is None or each.chain_id == chain.pk]
        form = fold(text)
        if named := next((each for each in layers if fold(each.code) == form), None):
            return named
        found = [
            each for each in layers if form in {fold(name) for name in (each.slug, each.name, each.name_en) if name}
        ]
        if len(found) == 1:
            return found[0]
        if found:
            raise _several("layer", _("“%(value)s” may be more than one layer."), text, found)
        raise unknown("layer", text, dict.fromkeys(each.name for each in layers))

    @cached_property
    def _regions(self) -> dict[str, Region]:
        return _by_forms(Region.objects.all(), "slug", "name", "name_en")

    def region(self, text: str) -> Region:
        """Return a region by slug or name; raises ``CellFaultError``."""
        return _find("region", text, self._regions)

    @cached_property
    def _labels(self) -> dict[str, Label]:
        return _by_forms(Label.objects.all(), "slug", "name", "name_en")

    def label(self, text: str) -> Label:
        """Return a label by slug or name; raises ``CellFaultError``."""
        return _find("label", text, self._labels)

    @cached_property
    def excepted_codes(self) -> frozenset[str]:
        """The credit codes on record that are kept though they do not fit their check character."""
        return frozenset(Company.objects.exclude(uscc_exception="").values_list("uscc", flat=True))

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return _by_forms(Source.objects.all(), "slug", "title")

    def source(self, text: str) -> Source:
        """Return a source by slug or title; raises ``CellFaultError``."""
        return _find("source", text, self._sources)

    def add(self, row: City | Segment | Label, code: str) -> None:
        """Let a row that is not on record yet be found by its code, and by the one that it is given here."""
        match row:
            case City():
                self._cities[fold(code)] = [row]
            case Segment():
                self._segments |= {code: row, row.code: row}
            case Label():
                self._labels[fold(code)] = row

    def announce(self, segment: Segment) -> None:
        """Let a segment that a row of the sheet makes be found by any of its names, as if it were on record."""
        # The forms are made of what is on record: before the segment is there.
        forms = self._segment_forms
        self._segments[segment.code] = segment
        for form in {fold(form) for form in (segment.code, segment.slug, segment.name, segment.name_en) if form}:
            forms[form].append(segment)

    def options(self, kind: str) -> dict[str, tuple[str, ...]]:
        """Return what a column of a kind may hold: code → what it is called, the name to show first."""
        match kind:
            case "segment" | "segments":
                return {code: (each.name, each.name_en) for code, each in self._segments.items()}
            case "layer":
                return {each.code: (each.name, each.name_en) for each in self._layers}
            case "province" | "provinces":
                return {each.code: (each.name, each.full_name, each.name_en) for each in self._provinces.values()}
            case "city":
                return {each.code: (each.name, each.name_en) for cities in self._cities.values() for each in cities}
            case "place":
                return self.options("province") | self.options("city")
            case "country":
                return country_names()
            case "source":
                return {each.slug: (each.title,) for each in self._sources.values()}
        forms = {"chain": self._chains, "chains": self._chains, "labels": self._labels, "region": self._regions}[kind]
        return {each.slug: (each.name, each.name_en) for each in forms.values()}


def _is_of(segment: Segment, chain: Chain | None) -> bool:
    return chain is None or segment.layer.chain_id == chain.pk


def _several(what: str, message: str, text: str, found: Iterable[Segment | Layer]) -> CellFaultError:
    """Return the fault of a word that several rows are called."""
    codes = ", ".join(each.code for each in found)
    hint = _("Give one of the codes: %(codes)s.")
    return CellFaultError(f"ambiguous_{what}", message, hint, value=text, codes=codes)


def _by_forms(rows: Iterable[Any], *attributes: str) -> dict[str, Any]:
    return {fold(form): row for row in rows for name in attributes if (form := getattr(row, name))}


def _find(what: str, text: str, forms: Mapping[str, Any]) -> Any:
    if (found := forms.get(fold(text))) is not None:
        return found
    names = dict.fromkeys(getattr(row, "title", None) or row.name for row in forms.values())
    raise unknown(what, text, names)
