"""Columns of computed tables: cells of a gap table, and ranked gaps."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .base import TableColumn, TableResource


class GapResource(TableResource):
    """The cells of a gap table, one a row; instances are pairs of a ``GapView`` and a ``Cell``."""

    id = TableColumn(_("cell"), read=lambda pair: f"{pair[1].segment}@{pair[1].province}")
    segment = TableColumn(_("segment code"), read=lambda pair: pair[1].segment)
    segment_name = TableColumn(_("segment"), read=lambda pair: pair[0].segments[pair[1].segment].name)
    province = TableColumn(_("province code"), read=lambda pair: pair[1].province)
    companies = TableColumn(pgettext_lazy("how many", "companies"), read=lambda pair: pair[1].tally.companies)
    dedicated = TableColumn(_("dedicated"), read=lambda pair: pair[1].tally.dedicated)
    verified = TableColumn(_("verified"), read=lambda pair: pair[1].tally.verified)
    listed = TableColumn(pgettext_lazy("how many", "listed"), read=lambda pair: pair[1].tally.listed)
    expected = TableColumn(_("expected"), read=lambda pair: pair[1].expected)
    lq = TableColumn(_("location quotient"), read=lambda pair: pair[1].lq)
    lq_shrunk = TableColumn(_("shrunk location quotient"), read=lambda pair: pair[1].lq_shrunk)
    p_zero = TableColumn(_("chance of a zero by luck"), read=lambda pair: pair[1].p_zero)
    signal = TableColumn(_("signal"), read=lambda pair: pair[1].signal.value)
    verdict = TableColumn(_("verdict"), read=lambda pair: pair[1].ruling.verdict if pair[1].ruling else "")
    verdict_scope = TableColumn(
        _("scope of the verdict"), read=lambda pair: pair[1].ruling.scope.value if pair[1].ruling else ""
    )
    choke_point = TableColumn(_("choke point"), read=lambda pair: bool(pair[1].ruling and pair[1].ruling.choke_point))
    import_dependent = TableColumn(
        _("import dependent"), read=lambda pair: bool(pair[1].ruling and pair[1].ruling.import_dependent)
    )
    conflict = TableColumn(_("conflict"), read=lambda pair: pair[1].conflict)
    province_unknown = TableColumn(
        _("companies of the segment, province not known"), read=lambda pair: pair[0].unknown[pair[1].segment]
    )
    target = TableColumn(_("target"), read=lambda pair: _attained(pair, "wanted"))
    attainment = TableColumn(_("attainment"), read=lambda pair: _attained(pair, "share"))


def _attained(pair: tuple[Any, Any], what: str) -> float | None:
    """Return what the target of a cell is, or how far it is reached; None where there is none."""
    view, cell = pair[:2]
    return getattr(view.attainment(cell), what, None)


class RankedGapResource(TableResource):
    """Ranked gaps, one a row, worst first; instances are ``RankedGap``."""

    id = TableColumn(_("segment and place"), "id")
    rank = TableColumn(_("rank"), "rank")
    chain = TableColumn(_("chain"), read=lambda row: row.view.chain.slug)
    region = TableColumn(_("region"), read=lambda row: row.view.region.slug)
    province = TableColumn(_("province code"), read=lambda row: row.facts.province or "")
    segment = TableColumn(_("segment code"), read=lambda row: row.facts.segment)
    segment_name = TableColumn(_("segment"), read=lambda row: row.segment.name)
    level = TableColumn(_("level"), "level")
    verdict = TableColumn(_("verdict"), read=lambda row: row.facts.verdict)
    signal = TableColumn(_("signal"), read=lambda row: row.facts.signal.value)
    conflict = TableColumn(_("conflict"), "conflict")
    companies = TableColumn(pgettext_lazy("how many", "companies"), read=lambda row: row.facts.companies)
    verified = TableColumn(_("verified"), read=lambda row: row.facts.verified)
    expected = TableColumn(_("expected"), read=lambda row: row.facts.expected)
    p_zero = TableColumn(_("chance of a zero by luck"), read=lambda row: row.facts.p_zero)
    occupied = TableColumn(_("sub-segments with a company"), read=lambda row: row.coverage.occupied)
    defined = TableColumn(_("sub-segments"), read=lambda row: row.coverage.defined)
    nobody = TableColumn(_("sub-segments without a company"), read=lambda row: list(row.facts.nobody))
    source = TableColumn(
        _("source of the verdict"), read=lambda row: row.assessment.source.slug if row.assessment else ""
    )
    evidence = TableColumn(_("evidences"), read=lambda row: row.support.evidence)
    sources = TableColumn(pgettext_lazy("how many", "sources"), read=lambda row: row.support.sources)
    looked_on = TableColumn(_("last looked at"), read=lambda row: row.support.looked)
    target = TableColumn(_("target"), read=lambda row: getattr(row.facts.attainment, "wanted", None))
    attainment = TableColumn(_("attainment"), read=lambda row: getattr(row.facts.attainment, "share", None))
    explanation = TableColumn(_("explanation"), "paragraph")
    missing = TableColumn(_("what would change the answer"), "missing_in_words")
