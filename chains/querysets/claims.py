"""Queries of companies and placements, chainable: what they answer, by the names of parameters, and what counts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any, Self

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from chains.analysis.compared_firms import ComparedFirm, form_of, parts_of
from chains.analysis.gaps import Claim
from chains.analysis.names import fold, name_key
from chains.choices import CHINA, DISSOLVED, UNKNOWN_PROVINCE, PlacementStatus, Stage
from chains.searching import (
    Tier,
    may_hold,
    name_condition,
    own_condition,
    own_tier,
    tickers_of,
    tiers,
    words_of,
)

from .records import RecordQuerySet

#: What a reader has chosen: parameter → values. An empty list, or a missing parameter, is no condition.
Choice = Mapping[str, Sequence[str]]

#: What a placement answers: parameter → those of some placements that answer to one of its values. Several parameters
#: must hold for the same placement.
_OF_PLACEMENTS: Mapping[str, Callable[[Any, Sequence[str]], Any]] = {
    "chain": lambda rows, values: rows.filter(segment__layer__chain__slug__in=values),
    "layer": lambda rows, values: rows.filter(segment__layer__code__in=values),
    "segment": lambda rows, values: rows.in_subtree(values),
    "province": lambda rows, values: rows.in_provinces(values),
    "city": lambda rows, values: rows.in_cities(values),
    "city_group": lambda rows, values: rows.in_city_groups(values),
    "status": lambda rows, values: rows.filter(status__in=values),
}
#: What a company answers, wherever it is placed: the same for companies. Yes and no together are no condition.
_OF_COMPANIES: Mapping[str, Callable[[Any, Sequence[str]], Any]] = {
    "q": lambda rows, texts: reduce(lambda found, text: found.search(text), texts, rows),
    "label": lambda rows, values: rows.labelled(values),
    "expired_label": lambda rows, values: rows.once_labelled(values),
    "listed": lambda rows, values: rows if len(set(values)) > 1 else rows.listed(values[0] == "true"),
    "registration_status": lambda rows, values: rows.filter(registration_status__in=values),
    "dissolved": lambda rows, values: rows if "true" in values else rows.existing(),
}
#: What is chosen where nobody chooses it: dissolved firms are left out.
_UNCHOSEN = {"dissolved": ("false",)}
PLACEMENT_PARAMETERS = tuple(_OF_PLACEMENTS)
COMPANY_PARAMETERS = tuple(_OF_COMPANIES)
#: The lookups "one of these", which hold beside the parameters and for the same placement or company.
PLACEMENT_LOOKUPS = tuple(f"{parameter}__in" for parameter in PLACEMENT_PARAMETERS if parameter != "status")
COMPANY_LOOKUPS = ("label__in", "expired_label__in", "registration_status__in")


class CompanyQuerySet(RecordQuerySet):
    """Companies by name, listing and label."""

    def published(self) -> Self:
        """Companies that the public sees: neither drafts nor waiting for review."""
        return self.filter(stage=Stage.PUBLISHED)

    def search(self, text: str) -> Self:
        """Companies found by name, alias, legal name, English name, ticker, credit code, id, pinyin or initials.

        Every word of ``text`` must match; ``300236`` and ``300236.SZ`` are the same ticker.
        """
        found = self
        for word in words_of(text):
            # Each way of being found is a query of its own, because an index answers no condition on several tables.
            own, *others = self._ways(word)
            found = found.filter(pk__in=own.union(*others))
        return found

    def search_in_place(self, text: str) -> Self:
        """The rows of :meth:`search`, by conditions asked of each row: for whoever reads a few in some order."""
        found = self
        for word in words_of(text):
            condition = own_condition(word)
            for names in self._ways(word)[1:]:
                column = "pk" if names.model is self.model else "company"
                condition |= Q(Exists(names.filter(**{column: OuterRef("pk")})))
            found = found.filter(condition)
        return found

    def found_otherwise(self, text: str) -> Self:
        """Those rows of :meth:`search` of which a word finds an alias, a ticker or a code."""
        ways = [names for word in words_of(text) for names in self._ways(word)[1:]]
        return self.filter(pk__in=ways[0].union(*ways[1:])).search_in_place(text) if ways else self.none()

    def tiers(self, text: str) -> tuple[Tier, ...]:
        """Those of the name; then come companies whose other columns match every word, and those found otherwise."""
        words = words_of(text)
        return (*tiers(text), own_tier(words)) if words else ()

    def _ways(self, word: str) -> list[QuerySet]:
        """Return the keys of the companies that a word finds: by their own columns, then in each other way."""
        rows, names, listings = (
            model.objects.order_by()
            for model in (
                self.model,
                self.model.names.rel.related_model,
                self.model.listings.rel.related_model,
            )
        )
        ways = [
            rows.filter(may_hold(word), own_condition(word)).values("pk"),
            rows.filter(uscc=word.upper()).values("pk"),
            rows.filter(public_id=fold(word)).values("pk"),
        ]
        if name_key(word):
            ways.append(names.filter(may_hold(word, None), name_condition(word)).values("company"))
        if tickers := tickers_of(word):
            begins = reduce(or_, (Q(ticker__startswith=ticker) for ticker in tickers))
            ways.append(listings.filter(begins).values("company"))
        return ways

    def named(self, name: str) -> Self:
        """Companies that are called this: any of their names, legal and English ones included, has its normal form."""
        if not (key := name_key(name)):
            return self.none()
        names = self.model.names.rel.related_model.objects.filter(name_key=key)
        english = self.model.objects.filter(name_en_key=key).exclude(name_en_key="")
        return self.filter(
            Q(name_key=key)
            | Q(legal_key=key)
            | Q(pk__in=english.order_by().values("pk").union(names.order_by().values("company")))
        )

    def firms(self) -> list[ComparedFirm]:
        """Return the companies as look-alikes are sought among them, with every name; a fixed number of queries."""
        related = {name: self.model._meta.get_field(name).related_model.objects for name in ("names", "listings")}
        aliases, tickers = defaultdict(list), defaultdict(list)
        for pk, key, name in related["names"].values_list("company_id", "name_key", "name"):
            aliases[pk] += [key, *parts_of(name)]
        for pk, *listing in related["listings"].values_list("company_id", "exchange", "ticker"):
            tickers[pk].append(":".join(listing))
        provinces = defaultdict(set)
        placements = self.model._meta.get_field("placements").related_model.objects.order_by()
        for pk, province in placements.exclude(province=None).values_list("company_id", "province_id").distinct():
            provinces[pk].add(province)
        rows = self.order_by("pk").values_list(
            *("pk", "public_id", "name", "name_key", "legal_name", "legal_key", "name_en", "name_en_key", "uscc"),
            *("province_id", "pinyin_override", "pinyin"),
        )
        return [
            ComparedFirm(
                id=public_id,
                name=name,
                key=key,
                legal_key=legal_key,
                form=form_of(name, legal_name),
                aliases=(*aliases.get(pk, ()), *filter(None, (name_en_key,)), *parts_of(name), *parts_of(name_en)),
                uscc=uscc,
                tickers=tuple(tickers.get(pk, ())),
                provinces=frozenset(provinces.get(pk, set()) | ({province} if province else set())),
                sound=pinyin if override else "",
            )
            for pk, public_id, name, key, legal_name, legal_key, name_en, name_en_key, uscc, *about in rows.iterator()
            for province, override, pinyin in (about,)
        ]

    def existing(self) -> Self:
        """Companies that are not dissolved: those that lists show and figures count."""
        return self.exclude(registration_status__in=DISSOLVED)

    def listed(self, listed: bool = True) -> Self:
        """Companies with a listing that has not ended, or those without one."""
        on_exchange = self.model.listings.rel.related_model.objects.filter(
            company=OuterRef("pk"), delisted_on__isnull=True
        )
        return self.filter(Exists(on_exchange) if listed else ~Exists(on_exchange))

    def labelled(self, slugs: Iterable[str]) -> Self:
        """Companies with at least one of these labels."""
        held = self.model.labels.rel.related_model.objects.filter(company=OuterRef("pk"), label__slug__in=list(slugs))
        return self.filter(Exists(held))

    def once_labelled(self, slugs: Iterable[str]) -> Self:
        """Companies that have had at least one of these labels, and have it no more."""
        held = self.model.labels.rel.related_model.objects.expired()
        return self.filter(Exists(held.filter(company=OuterRef("pk"), label__slug__in=list(slugs))))

    def working_in(self, codes: Iterable[str]) -> Self:
        """Published companies with a live placement in the segments of these codes themselves, not below them."""
        placements = self.model.placements.rel.related_model.objects.live().filter(segment__code__in=list(codes))
        return self.published().filter(pk__in=placements.values("company"))

    def matching(self, choice: Choice, *, without: str = "") -> Self:
        """Companies that fit the choice, left out the parameter ``without`` (a facet does not narrow itself).

        Segment and province must meet in one placement: a designer with a plant in 江苏 and its design house
        in 上海 is not a designer in 江苏. Only published ones, and dissolved ones only where they are asked for.
        """
        found = self.published()
        if any(choice.get(name) for name in (*PLACEMENT_PARAMETERS, *PLACEMENT_LOOKUPS) if name != without):
            placements = self.model.placements.rel.related_model.objects.at(choice, without=without)
            found = found.filter(pk__in=placements.values("company"))
        return found.of_kind(choice, without=without)

    def of_kind(self, choice: Choice, *, without: str = "") -> Self:
        """Companies that fit the part of the choice which a company answers by itself."""
        asked = _UNCHOSEN | {name: values for name, values in choice.items() if values}
        chosen = [(name, asked[name]) for name in COMPANY_PARAMETERS if name != without and name in asked]
        chosen += [(name.removesuffix("__in"), choice[name]) for name in COMPANY_LOOKUPS if choice.get(name)]
        return reduce(lambda found, each: _OF_COMPANIES[each[0]](found, each[1]), chosen, self)

    def with_placement_count(self) -> Self:
        """Annotate ``placement_count``: the number of live placements."""
        live = self.model.placements.rel.related_model.objects.live().filter(company=OuterRef("pk"))
        counts = live.order_by().values("company").annotate(count=Count("pk")).values("count")
        return self.annotate(placement_count=Coalesce(Subquery(counts), 0))


class PlacementQuerySet(RecordQuerySet):
    """Placements by state, segment and place."""

    def published(self) -> Self:
        """Placements that the public sees: published themselves, and of published companies."""
        return self.filter(stage=Stage.PUBLISHED, company__stage=Stage.PUBLISHED)

    def standing(self) -> Self:
        """Placements that are published and not withdrawn, those of dissolved firms as well."""
        return self.published().exclude(status=PlacementStatus.WITHDRAWN)

    def of_existing(self) -> Self:
        """Placements of companies that are not dissolved."""
        return self.exclude(company__registration_status__in=DISSOLVED)

    def live(self) -> Self:
        """Placements that count: standing, of firms that exist. Disputed ones count until they are settled."""
        return self.standing().of_existing()

    def verified(self) -> Self:
        """Placements that somebody has checked."""
        return self.filter(status=PlacementStatus.VERIFIED)

    def of_chain(self, slug: str) -> Self:
        """Placements in any segment of one chain."""
        return self.filter(segment__layer__chain__slug=slug)

    def in_provinces(self, codes: Iterable[str]) -> Self:
        """Placements in these provinces; with ``UNKNOWN_PROVINCE`` also those in China, nobody knows where."""
        condition = Q(province__in=[code for code in codes if code != UNKNOWN_PROVINCE])
        return self.filter(condition | Q(country=CHINA) if UNKNOWN_PROVINCE in codes else condition)

    def in_subtree(self, codes: Iterable[str]) -> Self:
        """Placements in these segments or below them."""
        segments = self.model.segment.field.related_model.objects.in_subtree(codes)
        return self.filter(segment__in=segments)

    def at(self, choice: Choice, *, without: str = "") -> Self:
        """Placements that fit the part of the choice which a placement answers; standing unless a status is chosen.

        Without ``status``, those of every status: its facet counts the withdrawn ones as well.
        """
        chosen = {p: choice[p] for p in PLACEMENT_PARAMETERS if p != without and choice.get(p)}
        found = self.published()
        if "status" not in chosen and without != "status":
            found = found.standing()
        looked_for = {name.removesuffix("__in"): choice[name] for name in PLACEMENT_LOOKUPS if choice.get(name)}
        return found._placed(chosen)._placed(looked_for)

    def _placed(self, chosen: Choice) -> Self:
        """Placements of these chains, layers and segments, in these provinces, cities and groups of cities."""
        return reduce(lambda found, each: _OF_PLACEMENTS[each[0]](found, each[1]), chosen.items(), self)

    def matching(self, choice: Choice, *, without: str = "") -> Self:
        """Placements that fit the choice and whose companies do, left out the parameter ``without``."""
        found = self.at(choice, without=without)
        if any(choice.get(name) for name in (*COMPANY_PARAMETERS, *COMPANY_LOOKUPS) if name != without):
            companies = self.model.company.field.related_model.objects.of_kind(choice, without=without)
            return found.filter(company__in=companies)
        # The company is joined anyhow, so that there is nothing to look up where nobody asks for anything.
        return found if without == "dissolved" else found.of_existing()

    def claims(self, place: str = "stated_province") -> list[Claim]:
        """Return the placements as a gap table counts them, by the column ``place``, in one query."""
        company = self.model.company.field.related_model
        on_exchange = company.listings.rel.related_model.objects.filter(
            company=OuterRef("company"), delisted_on__isnull=True
        )
        rows = self.with_stated_province().order_by()
        rows = rows.values_list("company_id", "segment__code", place, "status", Exists(on_exchange))
        return [
            Claim(company, segment, province, status == PlacementStatus.VERIFIED, listed)
            for company, segment, province, status, listed in rows
        ]

    def with_stated_province(self) -> Self:
        """Annotate ``stated_province``: the code of the province, or ``UNKNOWN_PROVINCE``; null outside China."""
        unknown = When(country=CHINA, then=Value(UNKNOWN_PROVINCE))
        return self.annotate(stated_province=Case(unknown, default=F("province_id"), output_field=CharField()))

    def with_effective_city(self) -> Self:
        """Annotate ``effective_city``: the code of the city a placement stands in, so far as that is known.

        It is the placement's own city; failing that, the only city of a municipality; failing that, the city
        the company is registered in, if it lies in the placement's province.
        """
        cities = self.model.city.field.related_model.objects
        return self.annotate(
            effective_city=Coalesce(
                F("city_id"),
                Case(
                    When(
                        province_id__in=cities.filter(code=F("province_id")).values("code"),
                        then=F("province_id"),
                    ),
                    When(company__city__province_id=F("province_id"), then=F("company__city_id")),
                ),
            )
        )

    def in_cities(self, codes: Iterable[str] | QuerySet) -> Self:
        """Placements that stand in one of these cities, see :meth:`with_effective_city`."""
        return self.with_effective_city().filter(effective_city__in=codes)

    def in_city_groups(self, slugs: Iterable[str]) -> Self:
        """Placements that stand in a city of one of these groups."""
        cities = self.model.city.field.related_model.objects.filter(groups__slug__in=list(slugs))
        return self.in_cities(cities.values("code"))
