"""The columns of what is computed: the cells of a gap table, and the ranked gaps."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .base import Column, TableResource


class GapResource(TableResource):
    """The cells of a gap table, one a row; instances are pairs of a ``GapView`` and a ``Cell``."""

    id = Column(_("cell"), read=lambda pair: f"{pair[1].segment}@{pair[1].province}")
    segment = Column(_("segment code"), read=lambda pair: pair[1].segment)
    segment_name = Column(_("segment"), read=lambda pair: pair[0].segments[pair[1].segment].name)
    province = Column(_("province code"), read=lambda pair: pair[1].province)
    companies = Column(pgettext_lazy("how many", "companies"), read=lambda pair: pair[1].tally.companies)
    dedicated = Column(_("dedicated"), read=lambda pair: pair[1].tally.dedicated)
    verified = Column(_("verified"), read=lambda pair: pair[1].tally.verified)
    listed = Column(pgettext_lazy("how many", "listed"), read=lambda pair: pair[1].tally.listed)
    expected = Column(_("expected"), read=lambda pair: pair[1].expected)
    lq = Column(_("location quotient"), read=lambda pair: pair[1].lq)
    lq_shrunk = Column(_("shrunk location quotient"), read=lambda pair: pair[1].lq_shrunk)
    p_zero = Column(_("chance of a zero by luck"), read=lambda pair: pair[1].p_zero)
    signal = Column(_("signal"), read=lambda pair: pair[1].signal.value)
    verdict = Column(_("verdict"), read=lambda pair: pair[1].ruling.verdict if pair[1].ruling else "")
    verdict_scope = Column(
        _("scope of the verdict"), read=lambda pair: pair[1].ruling.scope.value if pair[1].ruling else ""
    )
    choke_point = Column(_("choke point"), read=lambda pair: bool(pair[1].ruling and pair[1].ruling.choke_point))
    import_dependent = Column(
        _("import dependent"), read=lambda pair: bool(pair[1].ruling and pair[1].ruling.import_dependent)
    )
    conflict = Column(_("conflict"), read=lambda pair: pair[1].conflict)
    target = Column(_("target"), read=lambda pair: _attained(pair, "wanted"))
    attainment = Column(_("attainment"), read=lambda pair: _attained(pair, "share"))


def _attained(pair: tuple[Any, Any], what: str) -> float | None:
    """Return what the target of a cell is, or how far it is reached; None where there is none."""
    view, cell = pair[:2]
    return getattr(view.attainment(cell), what, None)


class RankedGapResource(TableResource):
    """What calls for a look, one a row, worst first; instances are ``RankedGap``."""

    id = Column(_("segment and place"), "id")
    rank = Column(_("rank"), "rank")
    chain = Column(_("chain"), read=lambda row: row.view.chain.slug)
    region = Column(_("region"), read=lambda row: row.view.region.slug)
    province = Column(_("province code"), read=lambda row: row.facts.province or "")
    segment = Column(_("segment code"), read=lambda row: row.facts.segment)
    segment_name = Column(_("segment"), read=lambda row: row.segment.name)
    level = Column(_("level"), "level")
    verdict = Column(_("verdict"), read=lambda row: row.facts.verdict)
    signal = Column(_("signal"), read=lambda row: row.facts.signal.value)
    conflict = Column(_("conflict"), "conflict")
    companies = Column(pgettext_lazy("how many", "companies"), read=lambda row: row.facts.companies)
    verified = Column(_("verified"), read=lambda row: row.facts.verified)
    expected = Column(_("expected"), read=lambda row: row.facts.expected)
    p_zero = Column(_("chance of a zero by luck"), read=lambda row: row.facts.p_zero)
    occupied = Column(_("sub-segments with a company"), read=lambda row: row.coverage.occupied)
    defined = Column(_("sub-segments"), read=lambda row: row.coverage.defined)
    nobody = Column(_("sub-segments without a company"), read=lambda row: list(row.facts.nobody))
    source = Column(_("source of the verdict"), read=lambda row: row.assessment.source.slug if row.assessment else "")
    evidence = Column(_("evidences"), read=lambda row: row.support.evidence)
    sources = Column(pgettext_lazy("how many", "sources"), read=lambda row: row.support.sources)
    looked_on = Column(_("last looked at"), read=lambda row: row.support.looked)
    target = Column(_("target"), read=lambda row: getattr(row.facts.attainment, "wanted", None))
    attainment = Column(_("attainment"), read=lambda row: getattr(row.facts.attainment, "share", None))
    explanation = Column(_("explanation"), "paragraph")
    missing = Column(_("what would change the answer"), "missing_in_words")
