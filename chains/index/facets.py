"""Declarations of the facets of companies: name, source of the values, and how they are counted.

One declaration for each. The panel of filters, the counts by the database and the bitmaps of the index are made of it,
so a facet is: its condition in ``chains/querysets/``, its filter in ``chains/filtersets/claims.py``, and a line here.
"""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from chains.analysis.segment_order import paths
from chains.choices import DISSOLVED, UNKNOWN_PROVINCE, PlacementStatus, RegistrationStatus
from chains.membership import Among
from chains.models import Chain, City, CityGroup, Company, CompanyLabel, Label, Layer, Listing, Province, Segment

from .facet_records import FacetValue, Registers
from .members import Answers, Parameters
from .question import Question

#: How many rows are fetched at a time where all of them are read.
AT_A_TIME = 10_000
#: The value of a company for which a question of yes or no is answered with yes.
YES = "true"


@dataclass(frozen=True, kw_only=True)
class Facet(ABC):
    """One parameter of the list of companies, with its values.

    ``words`` are what its values are called where no record has their name. ``has_lookup`` says whether "one of these"
    stands beside the parameter. A facet that ``keeps_empty`` shows the values that no company has in place, where
    others fold them away; a ``folded`` one stays closed until something in it is chosen. One that ``follows_day`` looks
    at what day it is.
    """

    parameter: str
    heading: str | Promise
    values: Callable[[Registers], Iterable[FacetValue]]
    words: Mapping[str, str | Promise] = field(default_factory=dict)
    has_lookup: bool = True
    keeps_empty: bool = False
    folded: bool = False
    follows_day: bool = False

    @abstractmethod
    def count(self, question: Question, registers: Registers) -> Mapping[str, int]:
        """Return how many companies each value would give, as the database counts them, the own choice left out."""


#: Columns that no placement has by itself.
_ANNOTATED: Mapping[str, Callable[[QuerySet], QuerySet]] = {
    "effective_city": lambda placements: placements.with_effective_city(),
    "stated_province": lambda placements: placements.with_stated_province(),
}


@dataclass(frozen=True, kw_only=True)
class PlacementFacet(Facet):
    """A facet that placements answer: several of them must hold for the same placement.

    ``answers`` gives the values of a placement to the index. The database reads them from ``column``; where a value
    there stands for several, ``expand`` says for which.
    """

    answers: Answers
    column: str
    expand: Callable[[Registers, str], Iterable[str]] | None = None

    def count(self, question: Question, registers: Registers) -> Mapping[str, int]:
        """Return the counts; one query, and those of ``registers``."""
        placements = question.placements(without=self.parameter)
        if self.column in _ANNOTATED:
            placements = _ANNOTATED[self.column](placements)
        rows = placements.values_list(self.column)
        if self.expand is None:
            return dict(rows.annotate(count=Count("company", distinct=True)))
        companies: dict[str, set[int]] = defaultdict(set)
        for found, company in rows.values_list(self.column, "company_id").distinct():
            for value in self.expand(registers, found):
                companies[value].add(company)
        return {value: len(those) for value, those in companies.items()}


@dataclass(frozen=True, kw_only=True)
class CompanyFacet(Facet):
    """A facet that companies answer, wherever they are placed.

    ``rows`` are rows of a table that has a column ``company_id``: a company has the values in ``column`` of its rows.
    Without a ``column`` the question is one of yes or no: ``true`` for a company that has a row, ``false`` without.
    Where they are ``withheld``, companies that have a row are left out unless ``true`` is chosen, which is then all.
    """

    rows: Callable[[], QuerySet]
    column: str = ""
    withheld: bool = False

    def held(self, companies: Among | None = None) -> Iterator[tuple[int, str]]:
        """Yield companies by their primary keys with the values that they have; ``companies`` narrows the rows."""
        rows = self.rows().order_by()
        if companies is not None:
            rows = rows.filter(companies)
        pairs = rows.values_list("company_id", *filter(None, [self.column]))
        for company, *value in pairs.iterator(AT_A_TIME) if companies is None else pairs:
            yield company, value[0] if value else YES

    def count(self, question: Question, registers: Registers) -> Mapping[str, int]:
        """Return the counts; one query, or two for a question of yes or no."""
        companies = question.companies(without=self.parameter)
        if not self.column:
            total = companies.count()
            yes = companies.filter(Exists(self.rows().filter(company_id=OuterRef("pk")))).count()
            return {YES: total if self.withheld else yes, "false": total - yes}
        rows = self.rows().filter(company_id__in=companies.values("pk")).order_by()
        return dict(rows.values_list(self.column).annotate(count=Count("company_id", distinct=True)))


def _themselves(companies: QuerySet) -> QuerySet:
    """Return companies as rows of a facet that their own columns answer."""
    return companies.annotate(company_id=F("pk"))


def _above(registers: Registers, path: str) -> Iterator[str]:
    """Yield the codes of the segment at this path and of all above it: a company counts once in each of them."""
    for each in paths(path):
        chain, *steps = each.strip("/").split("/")
        yield f"{chain}.{steps[-1]}"


FACETS: tuple[Facet, ...] = (
    PlacementFacet(
        parameter="chain",
        heading=_("Chain"),
        values=lambda registers: registers.values(Chain, "slug"),
        answers=lambda vocabulary, spot: (vocabulary.chains[spot.segment],),
        column="segment__layer__chain__slug",
        keeps_empty=True,
    ),
    PlacementFacet(
        parameter="layer",
        heading=_("Layer"),
        values=lambda registers: registers.values(Layer, "code"),
        answers=lambda vocabulary, spot: (vocabulary.layers[spot.segment],),
        column="segment__layer__code",
    ),
    PlacementFacet(
        parameter="segment",
        heading=_("Segment"),
        values=lambda registers: [
            FacetValue(each.code, each.name, each.name_en, each.depth) for each in registers.rows(Segment)
        ],
        answers=lambda vocabulary, spot: vocabulary.above[spot.segment],
        column="segment__path",
        expand=_above,
    ),
    PlacementFacet(
        parameter="province",
        heading=_("Province"),
        values=lambda registers: (
            *registers.values(Province, "code"),
            FacetValue(UNKNOWN_PROVINCE, _("province not known"), _("province not known"), offered=False),
        ),
        answers=lambda vocabulary, spot: (spot.province,) if spot.province else (),
        column="stated_province",
    ),
    PlacementFacet(
        parameter="city",
        heading=_("City"),
        # China has some 340; those that no map draws are values, but nobody looks for them where nothing is.
        values=lambda registers: [
            FacetValue(each.code, each.name, each.name_en, offered=each.longitude is not None)
            for each in registers.rows(City)
        ],
        answers=lambda vocabulary, spot: (spot.city,) if spot.city else (),
        column="effective_city",
    ),
    PlacementFacet(
        parameter="city_group",
        heading=_("City group"),
        values=lambda registers: registers.values(CityGroup, "slug"),
        answers=lambda vocabulary, spot: vocabulary.groups.get(spot.city or "", ()),
        column="effective_city",
        expand=lambda registers, city: registers.groups.get(city, ()),
        keeps_empty=True,
    ),
    CompanyFacet(
        parameter="label",
        heading=_("Label"),
        values=lambda registers: registers.values(Label, "slug"),
        rows=lambda: CompanyLabel.objects.all(),
        column="label__slug",
        keeps_empty=True,
    ),
    CompanyFacet(
        parameter="expired_label",
        heading=_("Expired label"),
        values=lambda registers: registers.values(Label, "slug"),
        rows=lambda: CompanyLabel.objects.expired(),
        column="label__slug",
        folded=True,
        follows_day=True,
    ),
    CompanyFacet(
        parameter="listed",
        heading=_("Listed"),
        values=lambda registers: (FacetValue("true", "", ""), FacetValue("false", "", "")),
        words={"true": _("listed"), "false": _("not listed on an exchange")},
        rows=lambda: Listing.objects.filter(delisted_on__isnull=True),
        has_lookup=False,
        keeps_empty=True,
    ),
    CompanyFacet(
        parameter="dissolved",
        heading=_("Dissolved firms"),
        values=lambda registers: (FacetValue("true", "", ""), FacetValue("false", "", "")),
        words={"true": _("shown as well"), "false": _("left out")},
        rows=lambda: _themselves(Company.objects.filter(registration_status__in=DISSOLVED)),
        withheld=True,
        has_lookup=False,
        folded=True,
    ),
    CompanyFacet(
        parameter="registration_status",
        heading=_("Registration status"),
        values=lambda registers: [FacetValue(code, label, label) for code, label in RegistrationStatus.choices],
        rows=lambda: _themselves(Company.objects.exclude(registration_status="")),
        column="registration_status",
        folded=True,
    ),
    PlacementFacet(
        parameter="status",
        heading=_("Status"),
        values=lambda registers: [FacetValue(code, label, label) for code, label in PlacementStatus.choices],
        answers=lambda vocabulary, spot: (spot.status,),
        column="status",
        has_lookup=False,
        folded=True,
    ),
)

COMPANY_FACETS = tuple(facet for facet in FACETS if isinstance(facet, CompanyFacet))

PARAMETERS = Parameters(
    placed={facet.parameter: facet.answers for facet in FACETS if isinstance(facet, PlacementFacet)},
    own=tuple(facet.parameter for facet in COMPANY_FACETS),
    yes_no=frozenset(facet.parameter for facet in COMPANY_FACETS if not facet.column),
    withheld=tuple(facet.parameter for facet in COMPANY_FACETS if facet.withheld),
    looked_up=tuple(facet.parameter for facet in FACETS if facet.has_lookup),
)


def day() -> date | None:
    """Return the day in which the facets are counted; ``None`` where it makes no difference to any."""
    return localdate() if any(facet.follows_day for facet in FACETS) else None


def facets_of(parameters: Collection[str] | None) -> tuple[Facet, ...]:
    """Return the facets of these parameters; all of them by default."""
    return tuple(facet for facet in FACETS if parameters is None or facet.parameter in parameters)
