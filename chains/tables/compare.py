"""The columns of a comparison."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .base import Column, TableResource


class ComparedResource(TableResource):
    """The cells of a comparison, one a row; instances are pairs of a ``Side`` and a ``ComparedCell``."""

    id = Column(_("cell"), read=lambda pair: f"{pair[1].segment}@{pair[0].key}")
    chain = Column(_("chain"), read=lambda pair: pair[0].view.chain.slug)
    kind = Column(_("kind of place"), read=lambda pair: pair[0].kind)
    place = Column(_("place code"), read=lambda pair: pair[0].key)
    place_name = Column(_("place"), read=lambda pair: pair[0].place.name)
    counted_in = Column(_("counted in"), read=lambda pair: pair[0].counted.code)
    segment = Column(_("segment code"), read=lambda pair: pair[1].segment)
    segment_name = Column(_("segment"), read=lambda pair: pair[0].view.segments[pair[1].segment].name)
    companies = Column(pgettext_lazy("how many", "companies"), read=lambda pair: pair[1].tally.companies)
    share = Column(_("share of the place's total"), read=lambda pair: pair[1].share)
    dedicated = Column(_("dedicated"), read=lambda pair: pair[1].tally.dedicated)
    verified = Column(_("verified"), read=lambda pair: pair[1].tally.verified)
    listed = Column(pgettext_lazy("how many", "listed"), read=lambda pair: pair[1].tally.listed)
    expected = Column(_("expected"), read=lambda pair: pair[1].expected)
    lq_shrunk = Column(_("shrunk location quotient"), read=lambda pair: pair[1].lq_shrunk)
    signal = Column(_("signal"), read=lambda pair: pair[1].signal.value if pair[1].signal else "")
    verdict = Column(_("verdict"), read=lambda pair: pair[1].ruling.verdict if pair[1].ruling else "")
    verdict_scope = Column(
        _("scope of the verdict"), read=lambda pair: pair[1].ruling.scope.value if pair[1].ruling else ""
    )
    choke_point = Column(_("choke point"), read=lambda pair: bool(pair[1].ruling and pair[1].ruling.choke_point))
    import_dependent = Column(
        _("import dependent"), read=lambda pair: bool(pair[1].ruling and pair[1].ruling.import_dependent)
    )
    conflict = Column(_("conflict"), read=lambda pair: pair[1].conflict)
