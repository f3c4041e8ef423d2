"""A page of the list of companies: how many there are in all, its rows, and the facets beside them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from django.db.models import QuerySet

from chains.analysis.codes import public_id_of
from chains.models import Company
from chains.querysets import Choice

from . import refresh
from .catalogue import Catalogue
from .company_columns import with_row_columns, with_whole_rows
from .company_rows import CompanyRow, row_of, rows_by_id
from .facet_counts import CountedFacet, by_index, facet_counts
from .question import Question
from .search_hits import best_companies, matching_ids

#: Writes rows as texts, by the ids of the companies.
Write = Callable[[Iterable[CompanyRow]], Mapping[str, str]]


class _Rows(Protocol):
    """Gives the texts of the rows of a page, by id in their order: see :meth:`CompanyPage.texts`."""

    def __call__(self, kind: str, write: Write, *, whole: bool) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class CompanyPage:
    """Some companies of a list: how many fit in all, the facets where they were asked for, and the rows as texts."""

    total: int
    facets: tuple[CountedFacet, ...]
    _rows: _Rows

    def texts(self, kind: str, write: Write, *, whole: bool = False) -> Mapping[str, str]:
        """Return the rows as ``write`` writes them, by id in the order of the list.

        What was written may be kept until the company looks different: ``kind`` stands for all else that it depends
        on, such as the language. A row that is not ``whole`` has neither other names nor evidence.
        """
        return self._rows(kind, write, whole=whole)


def companies(question: Question, start: int = 0, stop: int = 0, *, with_facets: bool = False) -> CompanyPage:
    """Return the companies that a question asks for, from ``start`` up to ``stop``."""
    if question.rows is None and question.is_choice:
        page = _by_index(question, start, stop, with_facets=with_facets)
        if page is not None:
            return page
    rows = question.in_order()
    total = rows.count()
    facets = facet_counts(question) if with_facets else ()
    return CompanyPage(total, facets, partial(_read, rows, start, min(stop, total)))


def rows_in_order(keys: Sequence[int]) -> tuple[CompanyRow, ...]:
    """Return the companies with these primary keys, in their order, as the page shows them; four queries."""
    rows = with_row_columns(Company.objects.order_by()).in_bulk(keys)
    return tuple(row_of(rows[key], whole=False) for key in keys if key in rows)


def _by_index(
    question: Question, start: int, stop: int, *, with_facets: bool, again: bool = False
) -> CompanyPage | None:
    """Return the page that bitmaps give; ``None`` where they cannot tell.

    One query, which asks for the newest revision, as long as nothing is written; a search asks for its best hits
    besides.
    """
    choice = question.choice
    texts = choice.get("q", ())
    with refresh.current(None if again else question.at) as state:
        if state is None:
            return None
        known = {text: state.searches[text] for text in texts if text in state.searches}
        if len(known) == len(texts):
            among = known[texts[0]] if texts else None
            found = state.index.companies(choice)
            found = found if among is None else found & among
            facets = by_index(state.catalogue, choice, state.index.counts(choice, among)) if with_facets else ()
            ids = [] if texts else [public_id_of(key) for key in state.index.page(found, start, stop)]
            total, number, catalogue = len(found), state.number, state.catalogue
    if len(known) < len(texts):
        if again:
            # Somebody writes as fast as this looks: the database can tell.
            return None
        refresh.search(texts[0], matching_ids)
        return _by_index(question, start, stop, with_facets=with_facets, again=True)
    if texts:
        ids = _best(texts[0], choice, start, min(stop, total))
    return CompanyPage(total, facets, partial(_kept, ids, number, catalogue))


def _best(text: str, choice: Choice, start: int, stop: int) -> list[str]:
    """Return the ids of the hits from ``start`` up to ``stop`` among those that fit the choice, the best first."""
    if start >= stop:
        return []
    others = {name: values for name, values in choice.items() if name != "q"}
    keys = best_companies(text, start, stop, Company.objects.matching(others))
    ids = dict(Company.objects.filter(pk__in=keys).order_by().values_list("pk", "public_id"))
    return [ids[key] for key in keys if key in ids]


def _kept(
    ids: Sequence[str], number: int, catalogue: Catalogue, kind: str, write: Write, *, whole: bool
) -> Mapping[str, str]:
    """Return the texts of these companies, found at a revision: those that are kept, and the others written."""

    def written(missing: list[str]) -> Mapping[str, str]:
        return write(rows_by_id(missing, catalogue, whole=whole).values())

    return refresh.texts(kind, ids, number, written)


def _read(rows: QuerySet, start: int, stop: int, _kind: str, write: Write, *, whole: bool) -> Mapping[str, str]:
    """Return the texts of rows that a queryset gives; a fixed number of queries."""
    if start >= stop:
        return {}
    found = (with_whole_rows if whole else with_row_columns)(rows)[start:stop]
    return write(row_of(each, whole=whole) for each in found)
