"""Content negotiation, filter backends, and selection of fields."""

from collections.abc import Collection, Iterable
from types import SimpleNamespace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.views import APIView

from chains.filtersets import StrictForm, asked_companies
from chains.index import Question

from .errors import RefusedError

#: The parameters that say which columns are wanted.
COLUMN_PARAMETERS = ("fields", "omit")
#: The parameter that says which related records are wanted.
INCLUDE = "include"


class AcceptHeader(DefaultContentNegotiation):
    """Negotiates by the Accept header alone: a ``format`` parameter is as unknown as any other."""

    settings = SimpleNamespace(URL_FORMAT_OVERRIDE=None)


class SurfaceFilterBackend(DjangoFilterBackend):
    """Filters by the view's FilterSet, and answers 400 for what it does not understand."""

    def get_filterset_kwargs(self, request: Request, queryset: QuerySet, view: APIView) -> dict[str, Any]:
        """Tell the filter set which parameters the view reads for itself."""
        kwargs = super().get_filterset_kwargs(request, queryset, view)
        return kwargs | {"surface_parameters": view.surface_parameters}

    def filter_queryset(self, request: Request, queryset: QuerySet, view: APIView) -> QuerySet:
        """Return the rows that fit; raises ``RefusedError``."""
        return self.checked(request, queryset, view).qs

    def checked(self, request: Request, queryset: QuerySet, view: APIView) -> Any:
        """Return the filter set itself, valid; raises ``RefusedError`` with all that is wrong."""
        filterset = self.get_filterset(request, queryset, view)
        # ``qs`` of an invalid filter set would leave out the filters that it did not understand.
        if errors := blanks(request) | filterset.errors | view.surface_errors():
            raise RefusedError(errors)
        return filterset

    def asked_companies(self, request: Request, view: APIView) -> Question:
        """Return what is asked of the list of companies; raises ``RefusedError`` with all that is wrong."""
        asked = asked_companies(request.query_params, view.surface_parameters, getattr(view, "revision", None))
        if errors := blanks(request) | asked.errors | view.surface_errors():
            raise RefusedError(errors)
        return asked.question


def blanks(request: Request) -> dict[str, list[str]]:
    """Return the parameters without a value, as errors.

    A page takes them for fields of a form that were left blank. A program that sends one has lost a value, and
    would get a wider list than it meant to ask for.
    """
    message = _("Give a value, or leave the parameter out.")
    return {name: [message] for name, values in request.query_params.lists() if "" in values}


def refuse_unknown(request: Request, known: Collection[str] = ()) -> None:
    """Raise ``RefusedError`` for each parameter that is not ``known``, as the filters do."""
    form = StrictForm(request.query_params)
    form.surface_parameters = known
    if not form.is_valid():
        raise RefusedError(form.errors)


def chosen_columns(request: Request, columns: Iterable[str]) -> list[str]:
    """Return those of ``columns`` that ``fields`` and ``omit`` leave; raises ``RefusedError`` for an unknown name.

    Both take names with commas between them, or are repeated, or both.
    """
    columns = list(columns)
    fields, omitted = (_names(request, parameter, columns) for parameter in COLUMN_PARAMETERS)
    return [column for column in columns if (fields is None or column in fields) and column not in (omitted or ())]


def chosen_includes(request: Request, includes: Iterable[str]) -> list[str]:
    """Return those of ``includes`` that the reader has asked for; raises ``RefusedError`` for an unknown name."""
    known = list(includes)
    names = [name.strip() for text in request.query_params.getlist(INCLUDE) for name in text.split(",")]
    if unknown := sorted({name for name in names if name not in known}):
        message = _("There is nothing called %(names)s to include here. There are: %(known)s.")
        quoted = ", ".join(f"“{name}”" for name in unknown)
        raise RefusedError({INCLUDE: [message % {"names": quoted, "known": ", ".join(known)}]})
    return [name for name in known if name in names]


def _names(request: Request, parameter: str, columns: list[str]) -> set[str] | None:
    texts = request.query_params.getlist(parameter)
    if not texts:
        return None
    names = [name.strip() for text in texts for name in text.split(",")]
    if unknown := sorted({name for name in names if name not in columns}):
        message = _("There is no field %(fields)s here. There are: %(known)s.")
        quoted = ", ".join(f"“{name}”" for name in unknown)
        raise RefusedError({parameter: [message % {"fields": quoted, "known": ", ".join(columns)}]})
    return set(names)
