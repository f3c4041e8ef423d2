"""Shares of the world supply."""

from chains.filtersets import SupplyShareFilterSet
from chains.selectors.supply import supply_shares

from ..serializers.supply import SupplyShareSerializer
from .base import RecordViewSet


class SupplyShareViewSet(RecordViewSet):
    """Supply shares 供应份额

    Countries' parts in the world supply of a segment, by year and source: a number in per cent, or a word where no
    number is known. A country that is not listed is unknown, not zero.
    """

    queryset = supply_shares()
    serializer_class = SupplyShareSerializer
    filterset_class = SupplyShareFilterSet
