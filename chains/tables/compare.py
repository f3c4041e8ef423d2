"""Columns of a comparison."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .base import TableColumn, TableResource


class ComparedResource(TableResource):
    """The cells of a comparison, one a row; instances are pairs of a ``Side`` and a ``ComparedCell``."""

    id = TableColumn(_("cell"), read=lambda pair: f"{pair[1].segment}@{pair[0].key}")
    chain = TableColumn(_("chain"), read=lambda pair: pair[0].view.chain.slug)
    kind = TableColumn(_("kind of place"), read=lambda pair: pair[0].kind)
    place = TableColumn(_("place code"), read=lambda pair: pair[0].key)
    place_name = TableColumn(_("place"), read=lambda pair: pair[0].place.name)
    counted_in = TableColumn(_("counted in"), read=lambda pair: pair[0].counted.code)
    segment = TableColumn(_("segment code"), read=lambda pair: pair[1].segment)
    segment_name = TableColumn(_("segment"), read=lambda pair: pair[0].view.segments[pair[1].segment].name)
    companies = TableColumn(pgettext_lazy("how many", "companies"), read=lambda pair: pair[1].tally.companies)
    share = TableColumn(_("share of the place's total"), read=lambda pair: pair[1].share)
    dedicated = TableColumn(_("dedicated"), read=lambda pair: pair[1].tally.dedicated)
    verified = TableColumn(_("verified"), read=lambda pair: pair[1].tally.verified)
    listed = TableColumn(pgettext_lazy("how many", "listed"), read=lambda pair: pair[1].tally.listed)
    expected = TableColumn(_("expected"), read=lambda pair: pair[1].expected)
    lq_shrunk = TableColumn(_("shrunk location quotient"), read=lambda pair: pair[1].lq_shrunk)
    signal = TableColumn(_("signal"), read=lambda pair: pair[1].signal.value if pair[1].signal else "")
    verdict = TableColumn(_("verdict"), read=lambda pair: pair[1].ruling.verdict if pair[1].ruling else "")
    verdict_scope = TableColumn(
        _("scope of the verdict"), read=lambda pair: pair[1].ruling.scope.value if pair[1].ruling else ""
    )
    choke_point = TableColumn(_("choke point"), read=lambda pair: bool(pair[1].ruling and pair[1].ruling.choke_point))
    import_dependent = TableColumn(
        _("import dependent"), read=lambda pair: bool(pair[1].ruling and pair[1].ruling.import_dependent)
    )
    conflict = TableColumn(_("conflict"), read=lambda pair: pair[1].conflict)
