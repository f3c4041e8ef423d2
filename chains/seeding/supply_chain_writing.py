"""Writing a supply chain from five CSV files into a chain of its own, in one batch that only adds.

What is on record is never changed, so edits outlive every repetition, and the same files a second time change nothing.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.db.models import Max

from chains.analysis.codes import SLUG_PATTERN
from chains.analysis.names import has_cjk, name_key
from chains.analysis.stated_shares import share_in_words
from chains.analysis.supply import HOME
from chains.choices import BatchKind, NameKind
from chains.history import curation
from chains.history.batches import change_in, open_batch
from chains.history.bulk_writing import insert, keys_in_chunks
from chains.history.curation import Change
from chains.importing.cleaning import CleanRow
from chains.importing.existing_companies import identify
from chains.importing.sources import source_titled
from chains.models import (
    Batch,
    Chain,
    Company,
    CompanyName,
    Evidence,
    Layer,
    Placement,
    Region,
    Segment,
    SegmentLink,
    Source,
    SupplyShare,
)
from chains.models.base import Named
from chains.permissions import Permission, require
from chains.seeding.supply_chain import Fault, Organisation, PlacementPlan, SegmentPlan, SupplyChainPlan
from chains.seeding.supply_chain_values import refuse_without_year, remember
from chains.sheets.shares import StatedShare


class SupplyChainRefusedError(ValueError):
    """Nothing can be imported into the chain that was named; the text says why, and the way out."""


@dataclass
class Imported:
    """The result of an import: its batch (``None`` where nothing was new), rows made and kept by model, and faults."""

    batch: Batch | None = None
    made: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)


@transaction.atomic
def import_supply_chain(
    plan: SupplyChainPlan,
    *,
    slug: str,
    name: str,
    source: str = "",
    region: Region | None = None,
    user: AbstractBaseUser | None = None,
    commit: bool = True,
) -> Imported:
    """Write what of ``plan`` is not on record yet into the chain ``slug``, made as ``name`` if there is none.

    ``source`` is the title (or slug) of what placements and shares rest on, made if need be. Everything is signed with
    one batch, which can be undone; what was decided on values is remembered with it. Without ``commit`` it is only said
    what would be made. Raises :class:`SupplyChainRefusedError`, ``ImportRefusedError`` where the year of shares is not
    known, and ``PermissionDenied`` where the user may not make chains.
    """
    require(user, Permission.ADMINISTER)
    if commit:
        refuse_without_year(plan)
    chain = _own_chain(plan, slug, name, region)
    outcome = Imported(faults=list(plan.faults))
    with transaction.atomic():
        batch = open_batch(BatchKind.IMPORT, user, f"import_supply_chain {slug}")
        _Writer(chain, change_in(batch), outcome, source or f"{name} · {slug}").write(plan)
        if outcome.made and commit:
            remember(plan.values, change_in(batch))
            batch.counts = dict(outcome.made)
            batch.save(update_fields=["counts", "source"])
            outcome.batch = batch
        else:
            # Nothing is new, or shall be: neither the batch stays, nor what is kept of the chains before it.
            transaction.set_rollback(True)
    return outcome


def _own_chain(plan: SupplyChainPlan, slug: str, name: str, region: Region | None) -> Chain:
    """Return the chain, not saved yet where it is new; raises :class:`SupplyChainRefusedError`."""
    if not re.fullmatch(SLUG_PATTERN, slug) or len(slug) > 50:
        raise SupplyChainRefusedError(f"“{slug}” is no slug: use lower-case letters, digits and single hyphens.")
    if not plan.structure.segments:
        raise SupplyChainRefusedError("No input of the files can be made a segment; see what is wrong with the rows.")
    found = Chain.objects.filter(slug=slug).first()
    if found is None:
        if Chain.objects.filter(name=name).exists():
            raise SupplyChainRefusedError(f"Another chain is called “{name}”: choose another name, or its slug.")
        region = region or Region.objects.first()
        if region is None:
            raise SupplyChainRefusedError("There is no region yet that the chain could be mapped over: add one first.")
        order = (Chain.objects.aggregate(last=Max("order"))["last"] or 0) + 1
        return Chain(slug=slug, region=region, order=order, **_named(name))
    on_record = set(found.layers.values_list("slug", flat=True))
    if on_record and not on_record & {layer.slug for layer in plan.structure.layers}:
        raise SupplyChainRefusedError(f"The chain “{slug}” has other layers than these files: choose another slug.")
    return found


def _named(text: str) -> dict[str, str]:
    """Return the fields of a name, which is the English one as well where it is not Chinese."""
    return {"name": text, "name_en": "" if has_cjk(text) else text}


def _stated(row: SupplyShare) -> StatedShare | None:
    """Return the share on record as it is stated, ``None`` where it is a word."""
    return None if row.share is None else StatedShare(row.share, row.share_until, row.precision)


class _Writer:
    """Adds what is missing, table by table, those first on which others rest."""

    def __init__(self, chain: Chain, change: Change, outcome: Imported, source: str) -> None:
        self.chain = chain
        self.change = change
        self.outcome = outcome
        self.title = source
        self.segments: dict[str, Segment] = {}
        self.companies: dict[str, int] = {}

    def write(self, plan: SupplyChainPlan) -> None:
        """Write the plan; belongs into a transaction."""
        if self.chain._state.adding:
            curation.save(self.chain, self.change)
            self.outcome.made["chains"] += 1
        self._layers(plan)
        self._segments(plan.structure.segments)
        self._links(plan.structure.links)
        provision = plan.provision
        self._companies(provision.organisations)
        if provision.placements or provision.shares:
            source = source_titled(self.title, self.change.batch)
            self.change.batch.source = source
            self._placements(provision.placements, {each.id: each for each in provision.organisations}, source)
            self._shares(plan, source)

    def _add(self, kind: str, model: type[models.Model], rows: Sequence[models.Model], kept: int) -> None:
        """Insert rows with what follows from their fields, mark what they are shown with, and count them."""
        for row in rows:
            if isinstance(row, Named):
                row.derive()
        insert(model, rows, self.change)
        curation.touch(rows, self.change.moment)
        if rows:
            self.outcome.made[kind] += len(rows)
        if kept:
            self.outcome.kept[kind] += kept

    def _layers(self, plan: SupplyChainPlan) -> None:
        on_record = set(self.chain.layers.values_list("slug", flat=True))
        new = [
            Layer(chain=self.chain, slug=layer.slug, order=order, **_named(layer.name))
            for order, layer in enumerate(plan.structure.layers)
            if layer.slug not in on_record
        ]
        self._add("layers", Layer, new, len(plan.structure.layers) - len(new))

    def _segments(self, plans: Sequence[SegmentPlan]) -> None:
        layers = {layer.slug: layer for layer in Layer.objects.filter(chain=self.chain).select_related("chain")}
        own = Segment.objects.of_chain(self.chain.slug).select_related("layer__chain", "parent")
        self.segments = {segment.slug: segment for segment in own}
        waiting = [(order, plan) for order, plan in enumerate(plans) if plan.slug not in self.segments]
        self._add("segments", Segment, [], len(plans) - len(waiting))
        while waiting:
            # A level at a time: those below need the keys of these.
            level = [(order, plan) for order, plan in waiting if plan.parent is None or plan.parent in self.segments]
            new = [self._segment(plan, order, layers) for order, plan in level]
            self._add("segments", Segment, new, 0)
            self.segments |= {segment.slug: segment for segment in new}
            waiting = [each for each in waiting if each not in level]

    def _segment(self, plan: SegmentPlan, order: int, layers: dict[str, Layer]) -> Segment:
        parent = self.segments[plan.parent] if plan.parent is not None else None
        described = {"description": plan.description}
        if not has_cjk(plan.description):
            described["description_en"] = plan.description
        # Below one that a curator has moved, it stands in that one's layer.
        layer = parent.layer if parent is not None else layers[plan.layer]
        return Segment(layer=layer, parent=parent, slug=plan.slug, order=order, **_named(plan.name), **described)

    def _links(self, links: Sequence[tuple[str, str]]) -> None:
        pairs = [(self.segments[up].pk, self.segments[down].pk) for up, down in links]
        on_record = set(
            SegmentLink.objects.filter(upstream__layer__chain=self.chain).values_list("upstream", "downstream")
        )
        new = [SegmentLink(upstream_id=up, downstream_id=down) for up, down in pairs if (up, down) not in on_record]
        self._add("links", SegmentLink, new, len(pairs) - len(new))

    def _companies(self, organisations: Sequence[Organisation]) -> None:
        """Find each organisation by its name among the companies on record, or make it; never choose among several."""
        said = [name for each in organisations for name in (each.name, *each.aliases)]
        known = identify([CleanRow(number, {"name": name}) for number, name in enumerate(said)])

        def called(name: str) -> set[int]:
            return known.by_name_key.get(name_key(name), set()) | known.by_legal_key.get(name_key(name), set())

        new: dict[str, Company] = {}
        for each in organisations:
            found = called(each.name)
            if len(found) > 1:
                self._fault("providers.csv", each.row, "provider_name", each.name, "ambiguous_company")
            elif found:
                self.companies[each.id] = next(iter(found))
            else:
                new[each.id] = Company(country=each.country, **_named(each.name))
        self._add("companies", Company, list(new.values()), len(self.companies))
        self.companies |= {key: company.pk for key, company in new.items()}
        self._names(organisations, called)

    def _names(self, organisations: Sequence[Organisation], called: Callable[[str], set[int]]) -> None:
        on_record: set[tuple[int, str]] = set()
        for chunk in keys_in_chunks(set(self.companies.values())):
            on_record |= set(CompanyName.objects.filter(company__in=chunk).values_list("company_id", "name_key"))
            for pk, *keys in Company.objects.filter(pk__in=chunk).values_list("pk", "name_key", "name_en_key"):
                on_record |= {(pk, key) for key in keys}
        new = []
        for each in organisations:
            pk = self.companies.get(each.id)
            for alias in each.aliases if pk is not None else ():
                if called(alias) - {pk}:
                    self._fault("providers.csv", each.row, "alias", alias, "alias_taken")
                elif (pk, name_key(alias)) not in on_record:
                    on_record.add((pk, name_key(alias)))
                    kind = NameKind.ENGLISH if not has_cjk(alias) else NameKind.ABBREVIATION
                    new.append(CompanyName(company_id=pk, name=alias, kind=kind))
        self._add("names", CompanyName, new, 0)

    def _placements(
        self, plans: Sequence[PlacementPlan], organisations: dict[str, Organisation], source: Source
    ) -> None:
        plans = [plan for plan in plans if plan.organisation in self.companies]
        keys = {
            (self.companies[plan.organisation], self.segments[plan.segment].pk, plan.country): plan for plan in plans
        }
        placements: dict[tuple[int, int, str], Placement] = {}
        for row in Placement.objects.filter(segment__layer__chain=self.chain).order_by("pk"):
            # The province may have been found out since; where there are several, the first has the evidence.
            placements.setdefault((row.company_id, row.segment_id, str(row.country) or HOME), row)
        missing = [key for key in keys if key not in placements]
        made = {key: Placement(company_id=key[0], segment_id=key[1], country=key[2]) for key in missing}
        self._add("placements", Placement, list(made.values()), len(keys) - len(made))
        placements |= made
        supported = set(Evidence.objects.filter(source=source).values_list("placement_id", "printed_name", "locator"))
        new = []
        for plan in plans:
            key = self.companies[plan.organisation], self.segments[plan.segment].pk, plan.country
            printed = organisations[plan.organisation].name
            if (placements[key].pk, printed, plan.locator) not in supported:
                row = Evidence(
                    placement=placements[key], source=source, printed_name=printed, locator=plan.locator, note=plan.note
                )
                row.printed_key = name_key(printed)
                new.append(row)
        self._add("evidence", Evidence, new, len(plans) - len(new))

    def _shares(self, plan: SupplyChainPlan, source: Source) -> None:
        on_record = {
            (row.segment_id, str(row.country.code), row.year): row for row in SupplyShare.objects.filter(source=source)
        }
        new = []
        for each in plan.provision.shares:
            segment = self.segments[each.segment]
            row = on_record.get((segment.pk, each.country, each.year))
            if row is None:
                fields = {name: getattr(each, name) for name in ("country", "qualifier", "year", "note", "locator")}
                share = SupplyShare(segment=segment, source=source, **fields)
                if each.stated is not None:
                    share.share, share.share_until, share.precision = each.stated
                new.append(share)
            elif (_stated(row), row.qualifier) != (each.stated, each.qualifier):
                value = share_in_words(*each.stated) if each.stated is not None else each.qualifier
                recorded = share_in_words(*_stated(row)) if row.share is not None else row.qualifier
                self._fault(
                    "provision.csv", each.row, "share_provided", value, "on_record_otherwise", recorded=recorded
                )
        self._add("shares", SupplyShare, new, len(plan.provision.shares) - len(new))

    def _fault(self, file: str, row: int, column: str, value: str, code: str, **params: Any) -> None:
        self.outcome.faults.append(Fault(file, row, column, value, code, {"value": value, **params}))
