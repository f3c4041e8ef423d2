"""Input of companies and placements."""

from contextlib import suppress
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from chains.analysis.tickers import TickerError, checked_ticker
from chains.choices import Exchange
from chains.models import Company, CompanyLabel, CompanyName, Evidence, Listing, Placement

from .base import MOST_PARTS, DeclaredInput, OptionalWords, RecordInput, Words


class NameInput(DeclaredInput):
    """Another name of a company."""

    class Meta:
        model = CompanyName


class ListingInput(DeclaredInput):
    """A listing."""

    class Meta:
        model = Listing

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Write the ticker as its exchange does, so that it is the one on record; what is wrong the model says."""
        with suppress(TickerError):
            attrs["ticker"] = checked_ticker(attrs["exchange"], attrs["ticker"])
        return attrs


class LabelInput(DeclaredInput):
    """A label as a company has it."""

    class Meta:
        model = CompanyLabel


class TickerOf(Words):
    """A listing by which a company is known: exchange and ticker."""

    default_error_messages: ClassVar = {"no_ticker": _("Give exchange and ticker, such as szse:300236.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=20, help_text="A listing it has, such as szse:300236.", **kwargs)

    def to_internal_value(self, data: Any) -> tuple[str, str]:
        """Return the code of the exchange and the ticker there."""
        exchange, colon, ticker = super().to_internal_value(data).partition(":")
        if not colon or exchange not in Exchange.values:
            self.fail("no_ticker")
        try:
            return exchange, checked_ticker(exchange, ticker)
        except TickerError:
            return self.fail("no_ticker")


class CompanyInput(RecordInput):
    """A company 企业. Its place is where it is registered; where it works, its placements say.

    `names`, `listings` and `labels`, where they are sent, become exactly those that are sent.
    """

    #: Longer than a credit code, as it may be pasted with spaces and hyphens.
    uscc = OptionalWords(max_length=40, help_text="Unified social credit code 统一社会信用代码.")
    names = NameInput(many=True, required=False, max_length=MOST_PARTS)
    listings = ListingInput(many=True, required=False, max_length=MOST_PARTS)
    labels = LabelInput(many=True, required=False, max_length=MOST_PARTS)

    class Meta:
        model = Company


class EvidenceInput(DeclaredInput):
    """Evidence 依据: a source that supports a placement."""

    class Meta:
        model = Evidence


class PlacementInput(RecordInput):
    """A placement 布局: a company works in a segment, at a place. The place is where it operates.

    `evidence`, where it is sent, becomes exactly what is sent; a claim needs one piece at least.
    """

    evidence = EvidenceInput(many=True, min_length=1, max_length=MOST_PARTS)

    class Meta:
        model = Placement
