"""Rows of sheets of layers and segments: their codes, their order, and segments below others of the same sheet."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.translation import gettext_noop as _

from chains.models import Chain, Layer, Segment

from .cleaning import Cleaner, CleanRow
from .faults import CellFaultError, fault


def chain_and_slug(row: CleanRow, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what identifies the layer or segment of a row: its chain and slug; refuse a row that does not tell them.

    The id of the row is a slug or a code. The chain is that of the code, of the row, its layer or its parent.
    """
    chain, slug = _chain_of(row, values), row.values["id"]
    named, _dot, slug = slug.rpartition(".")
    if named and chain is None:
        chain = Chain.objects.filter(slug=named).first()
        if chain is None:
            message, hint = _("There is no chain “%(chain)s”."), _("Import the chain first, or correct the code.")
            row.refuse("id", row.values["id"], CellFaultError("unknown_chain", message, hint, chain=named))
    elif named and chain.slug != named:
        message = _("The code is one of the chain “%(chain)s”, and the rest of the row of “%(other)s”.")
        error = CellFaultError("another_chain", message, _("Correct one of the two."), chain=named, other=chain.slug)
        row.refuse("id", row.values["id"], error)
    elif chain is None:
        message = _("The row does not say which chain it is of.")
        hint = _("Give the chain or the layer, or a whole code.")
        row.refuse("id", row.values["id"], CellFaultError("chain_missing", message, hint))
    return {"chain": chain, "slug": slug}


def _chain_of(row: CleanRow, values: Mapping[str, Any]) -> Chain | None:
    layer, parent = values.get("layer"), values.get("parent")
    if layer is None and parent is not None:
        layer = parent.layer
    return row.values.get("chain") or (layer and layer.chain)


class SegmentRows:
    """The segments of a sheet: those that its rows make, by code, and the parents that they give.

    A parent may stand in another row, before or after. ``announced`` are those that would be made if all went well.
    """

    def __init__(self, announced: Mapping[str, Segment]) -> None:
        self.announced = announced
        self._parents: dict[str, Segment | None] = {}
        #: The codes of those that rows so far make, and the rows that stand below one of the sheet, with its cell.
        self._made: set[str] = set()
        self._below: dict[int, tuple[str, str]] = {}

    def complete(self, row: CleanRow, values: dict[str, Any], segment: Segment) -> None:
        """Give a segment the layer of its parent where it names none; refuse one that would come apart."""
        parent = values.get("parent")
        if "layer" not in values and parent is not None:
            values["layer"] = parent.layer
        layer = values.get("layer")
        if segment._state.adding and layer is None:
            hint = _("Name the layer, or a parent segment, whose layer it has.")
            row.refuse("layer", "", CellFaultError("layer_missing", _("A segment needs its layer."), hint))
        elif layer is not None and _moves(segment, layer) and segment.children.exists():
            message = _("This segment has sub-segments, which stand in its layer: it cannot move.")
            row.refuse("layer", layer.name, CellFaultError("layer_of_family", message))
        if parent is not None and not row.faults:
            code = segment.code or f"{layer.chain.slug}.{values['slug']}"
            if self._is_cycle(code, parent):
                row.refuse("parent", parent.name, CellFaultError("cycle", _("A segment cannot stand below itself.")))
            else:
                self._parents[code] = parent

    def _is_cycle(self, code: str, parent: Segment) -> bool:
        """Return whether going up from a parent, as rows before have it, comes back to where it was."""
        passed, above = {code}, parent
        while above is not None and above.code not in passed:
            passed.add(above.code)
            above = self._parents.get(above.code, above.parent)
        return above is not None

    def take(self, row: CleanRow, segment: Segment) -> None:
        """Note a row that is planned without a fault."""
        if segment._state.adding:
            self._made.add(segment.code)
        parent = segment.parent
        if parent is not None and parent._state.adding and parent.code in self.announced:
            self._below[row.number] = (parent.code, parent.name)

    def orphans(self) -> dict[int, list[dict[str, Any]]]:
        """Return what is wrong with the rows that stand below a segment which no row makes after all."""
        message, hint = _("The row of “%(value)s” itself is not taken."), _("Correct that row first.")
        return {
            number: [fault("parent", name, CellFaultError("parent_not_taken", message, hint, value=name))]
            for number, (code, name) in self._below.items()
            if code not in self._made
        }


def _moves(segment: Segment, layer: Layer) -> bool:
    return not segment._state.adding and layer.pk != segment.layer_id


def announce_segments(cleaner: Cleaner, rows: Iterable[tuple[int, Mapping[str, Any]]]) -> dict[str, Segment]:
    """Return the segments, by code, that rows (number and cells) would make, and let the vocabulary know them.

    They are not saved. Rows that do not tell what they are of are passed over: planning says what is wrong with them.
    """
    vocabulary, announced, parents = cleaner.vocabulary, {}, {}
    waiting = [(number, dict(cells)) for number, cells in rows if cells.get("id")]
    met = -1
    while met != len(waiting):
        met, still = len(waiting), []
        for number, cells in waiting:
            segment = _announced(cleaner, number, cells)
            if segment is None:
                still.append((number, cells))
            elif segment.code not in announced and not vocabulary.has_segment(segment.code):
                announced[segment.code] = segment
                parents[segment.code] = cells.get("parent")
                vocabulary.announce(segment)
        waiting = still
    for code, text in parents.items():
        announced[code].parent = _parent(cleaner, text, announced[code].layer.chain)
    return announced


def _announced(cleaner: Cleaner, number: int, cells: Mapping[str, Any]) -> Segment | None:
    """Return the segment of a row without its parent, or None where it is not known yet in which layer it stands."""
    own = {code: cells[code] for code in ("id", "name", "chain", "layer") if code in cells}
    row = cleaner.clean(number, own)
    values = {"layer": row.values["layer"]} if "layer" in row.values else {}
    if not values and (above := _parent(cleaner, cells.get("parent"), row.values.get("chain"))) is not None:
        values = {"layer": above.layer}
    if not values or not {"id", "name"} <= row.values.keys():
        return None
    told = chain_and_slug(row, values)
    if row.faults:
        return None
    segment = Segment(layer=values["layer"], slug=told["slug"], name=row.values["name"])
    segment.derive()
    return segment


def _parent(cleaner: Cleaner, text: Any, chain: Chain | None) -> Segment | None:
    try:
        return cleaner.vocabulary.segment(str(text), chain) if text else None
    except CellFaultError:
        return None


def unsaved_above(row: Any) -> int:
    """Return how many segments above a segment are not saved yet; 0 for any other record."""
    above, passed = getattr(row, "parent", None), 0
    while isinstance(above, Segment) and above._state.adding:
        above, passed = above.parent, passed + 1
    return passed


class Orders:
    """The places of new records among others of their kind: each comes last, in the order of the rows."""

    def __init__(self) -> None:
        self._last: dict[Any, int] = {}

    def following(self, row: Chain | Layer | Segment) -> int:
        """Return the place behind the last, on record or planned."""
        key = _key(row)
        if key not in self._last:
            self._last[key] = _siblings(row).aggregate(last=Max("order"))["last"] or 0
        return self._last[key] + 1

    def take(self, row: Chain | Layer | Segment) -> None:
        """Note the place of a record that is planned."""
        self._last[_key(row)] = max(self.following(row) - 1, row.order)


def _key(row: Chain | Layer | Segment) -> Any:
    match row:
        case Layer():
            return row.chain_id
        case Segment():
            return row.layer_id, row.parent and row.parent.code
    return None


def _siblings(row: Chain | Layer | Segment) -> QuerySet:
    match row:
        case Layer():
            return Layer.objects.filter(chain=row.chain)
        case Segment() if row.parent is not None and row.parent._state.adding:
            return Segment.objects.none()
        case Segment():
            return Segment.objects.filter(layer=row.layer, parent=row.parent)
    return Chain.objects.all()
