"""The OpenAPI schema: exact where drf-spectacular would guess, for filters, fields, envelope and errors."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import django_filters
from django import forms
from django.utils.encoding import force_str
from drf_spectacular.contrib.django_filters import DjangoFilterExtension
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import get_doc
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse
from rest_framework import serializers
from rest_framework.permissions import SAFE_METHODS

from chains.analysis.codes import CODE_PATTERN
from chains.filtersets.base import SEVERAL
from chains.filtersets.lookups import LARGEST, Amount, AmountLookup, CodesLookup, DayLookup, KeysLookup, WholeLookup

from .backends import INCLUDE
from .errors import PROBLEM_TYPE, ProblemSerializer
from .serializers.base import RecordSerializer
from .serializers.included import included_serializer

#: Text without the null character, which no database keeps.
ANYTHING = r"^[^\u0000]*$"

#: Of the moments and days of RFC 3339 those that are read: with a date in UTC wherever on earth they are meant, in
#: capital letters, and without leap seconds.
MOMENT = r"^(?!0000|0001-01-01|9999-12-31|.*:60)[^tz]*$"

#: What may go wrong anywhere.
PROBLEMS = {
    400: "A parameter is unknown, or its value cannot be read; `errors` names it.",
    401: "The token is not valid, or nobody is logged in where that is needed.",
    403: "The role of whoever asks, or the token, does not allow this.",
    404: "There is nothing under this address.",
    406: "The answer is of the type described here only.",
    410: "The record of changes begins anew, and this cursor belongs to an earlier one: read from the start again.",
    429: "Too many requests; `Retry-After` says how many seconds to wait.",
}

#: What says more than the description does.
EXAMPLES = {
    400: {
        "detail": "These parameters were refused: colour.",
        "errors": {"colour": ["There is no parameter “colour” here. There are: …"]},
        "codes": {"colour": ["unknown"]},
    },
    422: {
        "detail": "These properties were refused: uscc.",
        "errors": {"uscc": ["Another company has this credit code."]},
        "codes": {"uscc": ["company_uscc_unique"]},
    },
}

#: Answers without a body of ours.
BARE = {
    304: "Nothing has changed since the `ETag` in `If-None-Match`.",
    414: "The address is longer than the server reads: about 4,000 characters.",
}

#: There wherever a limit applies: by address, by token, by person for imports.
RATE_HEADERS = {
    "RateLimit-Limit": "How many requests the limit lets through in a window.",
    "RateLimit-Remaining": "How many of them are left.",
    "RateLimit-Reset": "Seconds until the window ends and a new one begins.",
}

#: The answers that carry them: all that come from here. What the server refuses by itself is not counted.
COUNTED = [int(status) for status in HTTPStatus if status != HTTPStatus.REQUEST_URI_TOO_LONG]

COLUMN_HELP = {
    "fields": "Only these fields of each record.",
    "omit": "All fields but these.",
}


class SurfaceSchema(AutoSchema):
    """Describes the views of this API: their columns, their filters and their problem bodies."""

    PROBLEMS, BARE = PROBLEMS, BARE

    def get_summary(self) -> str | None:
        """Return the first line of the view's docstring."""
        summary = get_doc(type(self.view)).partition("\n")[0].strip()
        return f"{summary}: one of them" if getattr(self.view, "action", "") == "retrieve" else summary

    def get_description(self) -> str:
        """Return the view's docstring after its first line."""
        return get_doc(type(self.view)).partition("\n")[2].strip()

    def get_auth(self) -> list[dict[str, Any]]:
        """Return who may call it: a token or a session, and where reading is open to all, nobody in particular."""
        named = [auth for auth in super().get_auth() if auth]
        open_to_all = self.method in SAFE_METHODS and not getattr(self.view, "needs_login", False)
        return [{}, *named] if open_to_all else named

    def get_operation_id(self) -> str:
        """Return the name that the view gives itself, or the one that follows from its address."""
        return getattr(self.view, "operation_id", None) or super().get_operation_id()

    def get_tags(self) -> list[str]:
        """Return the first part of the path; the root has none, so it gets one."""
        return super().get_tags() or ["root"]

    def get_filter_backends(self) -> list[Any]:
        """Return the filters of lists, and of the views that sum up what is filtered."""
        if getattr(self.view, "filters_its_summary", False):
            return list(self.view.filter_backends)
        return super().get_filter_backends()

    def get_override_parameters(self) -> list[Any]:
        """Add ``fields`` and ``omit`` where records are shown, and the headers of the answers."""
        own = [*super().get_override_parameters(), *self._column_parameters(), *_response_headers(self._is_file())]
        if self._is_file():
            suffixes = {"type": "string", "enum": list(self.view.suffixes)}
            own.append(OpenApiParameter("suffix", suffixes, OpenApiParameter.PATH, required=True))
        if self._leads_on():
            own.append(
                OpenApiParameter(
                    "Location", str, OpenApiParameter.HEADER, response=[308], description="The address to read instead."
                )
            )
        return own

    def get_response_serializers(self) -> Any:
        """Add the problem bodies to the answer."""
        answer = getattr(self.view, "described_as", None) or super().get_response_serializers()
        problems = problem_answers({code: text for code, text in PROBLEMS.items() if self._may_answer(code)})
        bare = {status: OpenApiResponse(description=description) for status, description in BARE.items()}
        if self._leads_on():
            bare[308] = OpenApiResponse(description="The record was merged into another: `Location` is where that is.")
        if self._is_file():
            del bare[304]
            return answer | bare | problems
        return {200: answer} | bare | problems

    def _is_file(self) -> bool:
        """Return whether the view answers with a file."""
        return hasattr(self.view, "suffixes")

    def _leads_on(self) -> bool:
        """Return whether an old address may lead to another record."""
        return getattr(self.view, "leads_on", False) and getattr(self.view, "action", "") == "retrieve"

    def _may_answer(self, status: int) -> bool:
        """Return whether the view can come to this problem."""
        if status == 403:
            return getattr(self.view, "needs_login", False)
        if status == 410:
            return getattr(self.view, "may_be_gone", False)
        if self._is_file():
            # Its address says which of the files there are is sent, whatever `Accept` says.
            return status != 406
        return status != 404 or "{" in self.path

    def _column_parameters(self) -> list[OpenApiParameter]:
        serializer = self.view.get_serializer() if getattr(self.view, "serializer_class", None) else None
        if not isinstance(getattr(serializer, "child", serializer), RecordSerializer):
            return []
        record = type(getattr(serializer, "child", serializer))
        choices = {name: (record.columns(), description) for name, description in COLUMN_HELP.items()}
        if record.includes:
            choices[INCLUDE] = (list(record.includes), "Related records to add in short form, under `included`.")
        return [
            OpenApiParameter(
                name,
                _several({"type": "string", "enum": names}),
                description=f"{description} With commas between them, or repeated.",
                style="form",
                explode=False,
            )
            for name, (names, description) in choices.items()
        ]

    def _map_basic_serializer(self, serializer: serializers.Serializer, direction: str) -> dict[str, Any]:
        schema = super()._map_basic_serializer(serializer, direction)
        if isinstance(serializer, RecordSerializer):
            schema.pop("required", None)
            schema["description"] += "\n\nEvery property is there, unless `fields` or `omit` leaves it out."
            if serializer.includes:
                included = included_serializer(type(serializer).__name__, serializer.includes)
                schema["properties"]["included"] = self.resolve_serializer(included, direction).ref
        return schema


def problem_answers(texts: Mapping[int, str]) -> dict[tuple[int, str], OpenApiResponse]:
    """Return the problem bodies that an operation may answer, each with an example: status → what it means here."""
    return {
        (status, PROBLEM_TYPE): OpenApiResponse(
            ProblemSerializer,
            text,
            examples=[
                OpenApiExample(
                    HTTPStatus(status).phrase,
                    {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
                    | EXAMPLES.get(status, {"detail": text}),
                    media_type=PROBLEM_TYPE,
                    response_only=True,
                    status_codes=[str(status)],
                )
            ],
        )
        for status, text in sorted(texts.items())
    }


def _response_headers(is_file: bool) -> list[OpenApiParameter]:
    header = OpenApiParameter.HEADER
    own = (
        OpenApiParameter("Content-Disposition", str, header, response=[200], description="The name of the file.")
        if is_file
        else OpenApiParameter("ETag", str, header, response=[200, 304], description="For `If-None-Match`; weak.")
    )
    changed = OpenApiParameter(
        "Last-Modified",
        str,
        header,
        response=[200, 304],
        description="When anything public last changed, deletions included; for `If-Modified-Since`.",
    )
    return [own, *([] if is_file else [changed]), *general_headers()]


def general_headers() -> list[OpenApiParameter]:
    """Return the headers that any operation may answer with: whom to send along, when to come back, what is left."""
    header = OpenApiParameter.HEADER
    return [
        OpenApiParameter("Retry-After", int, header, response=[429, 503], description="Seconds to wait."),
        OpenApiParameter("WWW-Authenticate", str, header, response=[401], description="What to send: `Bearer`."),
        *(
            OpenApiParameter(name, int, header, response=COUNTED, description=description)
            for name, description in RATE_HEADERS.items()
        ),
    ]


class SurfaceFilterExtension(DjangoFilterExtension):
    """Describes each filter by what its form accepts: codes by their pattern, choices by their values."""

    target_class = "chains.api.backends.SurfaceFilterBackend"
    priority = 1

    def resolve_filter_field(
        self,
        auto_schema: AutoSchema,
        model: type,
        filterset_class: type[django_filters.FilterSet],
        field_name: str,
        filter_field: django_filters.Filter,
    ) -> list[dict[str, Any]]:
        """Return the one parameter of a filter."""
        extra = filter_field.extra
        style: dict[str, Any] = {}
        if isinstance(filter_field, django_filters.ModelMultipleChoiceFilter):
            schema = _several(_code(extra["queryset"].model, extra["to_field_name"]))
            # The lookups take commas as well, and are described by them.
            style = {"style": "form", "explode": not isinstance(filter_field, KeysLookup)}
        elif isinstance(filter_field, django_filters.MultipleChoiceFilter):
            schema = _several(_choices(extra["choices"]))
            style = {"style": "form", "explode": not isinstance(filter_field, CodesLookup)}
        elif isinstance(filter_field, DayLookup):
            schema = {"type": "string", "format": "date"}
        elif isinstance(filter_field, WholeLookup):
            schema = {"type": "integer", "minimum": 0, "maximum": LARGEST}
        elif isinstance(filter_field, AmountLookup):
            schema = {"type": "string", "pattern": Amount.PATTERN}
        elif isinstance(filter_field, django_filters.OrderingFilter):
            schema = _several(_choices(extra["choices"]))
            style = {"style": "form", "explode": False}
        elif isinstance(filter_field, django_filters.ChoiceFilter):
            schema = _choices(extra["choices"])
        elif isinstance(filter_field, django_filters.IsoDateTimeFilter):
            schema = {"type": "string", "anyOf": [{"format": "date-time"}, {"format": "date"}], "pattern": MOMENT}
        elif isinstance(filter_field, django_filters.CharFilter):
            schema = {"type": "string", "minLength": 1, "maxLength": extra["max_length"], "pattern": ANYTHING}
        else:
            raise NotImplementedError(f"{filterset_class.__name__}.{field_name}: say how it is described")
        description = force_str(filter_field.label or "")
        return [{"in": "query", "name": field_name, "schema": schema, "description": description, **style}]


class ShownRecordExtension(OpenApiSerializerFieldExtension):
    """Describes a record that may be of any of the view's lists."""

    target_class = "chains.api.serializers.record_changes.ShownRecord"

    def map_serializer_field(self, auto_schema: AutoSchema, direction: str) -> dict[str, Any]:
        """Return the descriptions of all of them."""
        serializers_ = (viewset.serializer_class for viewset in auto_schema.view.lists.values())
        return {"anyOf": [auto_schema.resolve_serializer(each, direction).ref for each in serializers_]}


def form_parameters(form: type[forms.Form]) -> list[OpenApiParameter]:
    """Return the parameters of a form whose fields are codes or choices, one of them or several."""
    return [
        OpenApiParameter(
            name,
            _field(field),
            required=field.required,
            description=force_str(field.label),
            **({"style": "form", "explode": True} if isinstance(field, SEVERAL) else {}),
        )
        for name, field in form.base_fields.items()
    ]


def _field(field: forms.Field) -> dict[str, Any]:
    # Those that take several values are subclasses of those that take one.
    if isinstance(field, forms.ModelChoiceField):
        described = _code(field.queryset.model, field.to_field_name)
    elif isinstance(field, forms.ChoiceField):
        described = _choices([(code, label) for code, label in field.choices if code])
    else:
        raise NotImplementedError(f"{type(field).__name__}: say how it is described")
    return _several(described) if isinstance(field, SEVERAL) else described


def _several(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "minItems": 1, "items": items}


def _choices(choices: Any) -> dict[str, Any]:
    return {"type": "string", "enum": [code for code, _label in choices]}


def _code(model: type, name: str) -> dict[str, Any]:
    """Describe a code; those that follow from slugs have a constraint instead of a validator."""
    field = model._meta.get_field(name)
    patterns = (validator.regex.pattern for validator in field.validators if hasattr(validator, "regex"))
    return {"type": "string", "maxLength": field.max_length, "pattern": next(patterns, CODE_PATTERN)}
