"""Companies and placements as they are sent."""

from contextlib import suppress
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from chains.analysis.tickers import TickerError, checked_ticker
from chains.choices import Exchange, NameKind, PlacementStatus
from chains.models import Chain, City, Company, Label, Placement, Province, Segment, Source

from .base import (
    LONG,
    MOST_PARTS,
    Choice,
    CodeOf,
    Day,
    OptionalWords,
    RecordInput,
    StrictInput,
    WebAddress,
    Whole,
    Words,
)


class NameInput(StrictInput):
    """Another name of a company."""

    name = Words(max_length=200)
    kind = Choice(NameKind.choices, required=False)
    source = CodeOf(Source.objects.all(), "slug", required=False, allow_null=True)
    locator = OptionalWords(max_length=100)


class ListingInput(StrictInput):
    """A listing."""

    exchange = Choice(Exchange.choices)
    ticker = Words(max_length=10, help_text="Without a suffix, such as 300236.")
    listed_on = Day(required=False, allow_null=True)
    delisted_on = Day(required=False, allow_null=True)
    source = CodeOf(Source.objects.all(), "slug", required=False, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Write the ticker as its exchange does, so that it is the one on record; what is wrong the model says."""
        with suppress(TickerError):
            attrs["ticker"] = checked_ticker(attrs["exchange"], attrs["ticker"])
        return attrs


class LabelInput(StrictInput):
    """A label as a company has it."""

    label = CodeOf(Label.objects.all(), "slug")
    chain = CodeOf(Chain.objects.all(), "slug", required=False, allow_null=True)
    year = Whole(min_value=1949, max_value=2100, required=False, allow_null=True)
    issuer = OptionalWords(max_length=200)
    source = CodeOf(Source.objects.all(), "slug", required=False, allow_null=True)


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


class PlaceInput(RecordInput):
    """A record that stands at a place: a province with an optional city or, outside China, a country."""

    province = CodeOf(Province.objects.all(), required=False, allow_null=True, help_text="GB/T 2260 code.")
    city = CodeOf(City.objects.all(), required=False, allow_null=True, help_text="GB/T 2260 code.")
    country = OptionalWords(max_length=2, help_text="ISO 3166, outside China.")


class CompanyInput(PlaceInput):
    """A company 企业. Its place is where it is registered; where it works, its placements say.

    `names`, `listings` and `labels`, where they are sent, become exactly those that are sent.
    """

    name = Words(max_length=200)
    legal_name = OptionalWords(max_length=200)
    name_en = OptionalWords(max_length=200)
    uscc = OptionalWords(max_length=40, help_text="Unified social credit code 统一社会信用代码.")
    founded_on = Day(required=False, allow_null=True)
    website = WebAddress(max_length=200)
    description = OptionalWords(max_length=LONG)
    names = NameInput(many=True, required=False, max_length=MOST_PARTS)
    listings = ListingInput(many=True, required=False, max_length=MOST_PARTS)
    labels = LabelInput(many=True, required=False, max_length=MOST_PARTS)

    class Meta:
        model = Company


class EvidenceInput(StrictInput):
    """Evidence 依据: a source that supports a placement."""

    source = CodeOf(Source.objects.all(), "slug")
    printed_name = OptionalWords(max_length=200, help_text="The name as it is printed there.")
    locator = OptionalWords(max_length=100, help_text="Where in the source, such as 图1.")


class PlacementInput(PlaceInput):
    """A placement 布局: a company works in a segment, at a place. The place is where it operates.

    `evidence`, where it is sent, becomes exactly what is sent; a claim needs one piece at least.
    """

    company = CodeOf(Company.objects.all(), "public_id", help_text="Its id.")
    segment = CodeOf(Segment.objects.all())
    status = Choice(PlacementStatus.choices, required=False)
    verified_on = Day(required=False, allow_null=True, help_text="The day of the check, today where none is sent.")
    evidence = EvidenceInput(many=True, min_length=1, max_length=MOST_PARTS)

    class Meta:
        model = Placement
