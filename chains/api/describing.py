"""OpenAPI descriptions of writing operations: request bodies, responses, problems, examples."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import get_doc
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from chains.history.curation import REASON_LENGTH
from chains.history.upserts import MOST

from .idempotency import HEADER
from .schema import ANYTHING, SurfaceSchema, general_headers, problem_answers
from .serializers.base import RecordSerializer
from .serializers.inputs.base import StrictInput, Words

#: What may go wrong where something is written, besides what may go wrong anywhere.
WRITING_PROBLEMS = {
    400: "The body or a parameter cannot be read; `errors` names the property, `codes` says what is wrong with it.",
    401: "This needs a token or a login.",
    403: "The role, the province or the scope of the token does not allow it; `detail` says who can help.",
    409: "It contradicts what is on record by now, or the `Idempotency-Key` came with another request.",
    412: "The record is not as `If-Match` says: somebody has changed it since.",
    413: "The body is larger than is read.",
    415: "This is not what is read here.",
    422: "It can be read, and cannot be so: it names what is not on record, or breaks a rule of the atlas.",
    503: "It cannot be done at the moment; `Retry-After` says how many seconds to wait.",
}

#: Text that is more than white space. Some characters are that to Python and not to every reader of patterns.
_SOMETHING = r"^[^\u0000]*[^\s\u0000\u001c-\u001f\u0085][^\u0000]*$"

IDEMPOTENCY_KEY = OpenApiParameter(
    HEADER,
    {"type": "string", "pattern": "^[!-~]{1,255}$"},
    OpenApiParameter.HEADER,
    description="A key of your own for this request: sent again within a day, it is answered as before, not repeated.",
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description="The `ETag` of the record as you have read it; 412 where it has been changed since.",
)
REASON = OpenApiParameter(
    "reason",
    {"type": "string", "minLength": 1, "maxLength": REASON_LENGTH, "pattern": _SOMETHING},
    OpenApiParameter.QUERY,
    description="Why; where a list is sent it is needed. It stands in for a `reason` in the body.",
)


class WordsExtension(OpenApiSerializerFieldExtension):
    """Describes a text: what may stand in it, and that it is not empty unless it may be."""

    target_class = "chains.api.serializers.inputs.base.Words"
    match_subclasses = True

    def map_serializer_field(self, auto_schema: AutoSchema, direction: str) -> dict[str, Any]:
        """Return the schema."""
        return {"type": "string", "pattern": ANYTHING if self.target.allow_blank else _SOMETHING}


class CodeExtension(OpenApiSerializerFieldExtension):
    """Describes the code of a record."""

    target_class = "chains.api.serializers.inputs.base.CodeOf"

    def map_serializer_field(self, auto_schema: AutoSchema, direction: str) -> dict[str, Any]:
        """Return the schema."""
        return {"type": "string", "pattern": self.target.pattern, "maxLength": self.target.max_length}


@dataclass(frozen=True)
class Operation:
    """An operation that writes: what it does in a few words, what is sent, what is answered, by status.

    ``many`` is what is sent of each record where a list can be sent as well; ``conditional`` ones know ``If-Match``.
    """

    summary: str
    answers: Mapping[int, type[serializers.Serializer]]
    sent: type[serializers.Serializer] | None = None
    many: type[serializers.Serializer] | None = None
    media_type: str = "application/json"
    conditional: bool = False
    example: Any = None


class WritingSchema(SurfaceSchema):
    """Describes views that are written to, by the ``operations`` that they name; reads as the others do."""

    @property
    def operation(self) -> Operation | None:
        """The operation, where it is one that writes."""
        return self.view.operations().get(getattr(self.view, "action", ""))

    def get_summary(self) -> str | None:
        """Return the name of what is written, and what is done to it."""
        summary = super().get_summary()
        return f"{summary}: {self.operation.summary}" if self.operation else summary

    def get_description(self) -> str:
        """Return what the action's docstring says."""
        return get_doc(getattr(self.view, self.view.action)) if self.operation else super().get_description()

    def get_override_parameters(self) -> list[Any]:
        """Return the headers, and the reason for many records at once."""
        if not (operation := self.operation):
            return super().get_override_parameters()
        own = [IDEMPOTENCY_KEY] if self.method == "POST" else []
        own += [REASON] if operation.many else []
        own += [IF_MATCH] if operation.conditional else []
        return [*own, *self._answer_headers(operation)]

    def _answer_headers(self, operation: Operation) -> list[OpenApiParameter]:
        kind = OpenApiParameter.HEADER
        headers = general_headers()
        if 201 in operation.answers:
            headers.append(OpenApiParameter("Location", str, kind, response=[201], description="Its address."))
        tagged = [status for status, kind in operation.answers.items() if issubclass(kind, RecordSerializer)]
        if tagged:
            headers.append(OpenApiParameter("ETag", str, kind, response=tagged, description="For `If-Match`."))
        return headers

    def get_request_serializer(self) -> Any:
        """Return what is sent."""
        if not (operation := self.operation):
            return super().get_request_serializer()
        if operation.sent is None:
            return None
        one = self._component(operation.sent)
        if operation.many:
            many = {"type": "array", "items": self._component(operation.many), "minItems": 1, "maxItems": MOST}
            one = {"oneOf": [one, many]}
        return {operation.media_type: one}

    def get_examples(self) -> list[OpenApiExample]:
        """Return what may be sent, where there is an example of it."""
        if not (operation := self.operation) or operation.example is None:
            return []
        kind = {"media_type": operation.media_type, "request_only": True}
        examples = [OpenApiExample("One", operation.example, **kind)]
        if operation.many:
            examples.append(OpenApiExample("Many", [operation.example], **kind))
        return examples

    def _get_request_body(self, direction: str = "request") -> dict[str, Any] | None:
        body = super()._get_request_body(direction)
        if body and self.operation:
            body["required"] = True
        return body

    def get_response_serializers(self) -> Any:
        """Return what is answered, problems included."""
        if not (operation := self.operation):
            return super().get_response_serializers()
        general = {status: text for status, text in self.PROBLEMS.items() if self._may_answer(status)}
        own = {status: text for status, text in WRITING_PROBLEMS.items() if status != 412 or operation.conditional}
        return (
            dict(operation.answers)
            | problem_answers(general | own)
            | {414: OpenApiResponse(description=self.BARE[414])}
        )

    def _component(self, kind: type[serializers.Serializer]) -> dict[str, Any]:
        return self.resolve_serializer(kind, "request").ref

    def _map_basic_serializer(self, serializer: serializers.Serializer, direction: str) -> dict[str, Any]:
        schema = super()._map_basic_serializer(serializer, direction)
        if isinstance(serializer, StrictInput):
            schema["additionalProperties"] = False
            for name, field in serializer.fields.items():
                _bound(schema["properties"][name], field)
        return schema


def _bound(described: dict[str, Any], field: serializers.Field) -> None:
    """Say how many rows may come along; and let the pattern of a text that may be empty stand, which allows for it."""
    if isinstance(field, serializers.ListSerializer):
        described |= {"maxItems": field.max_length} | ({"minItems": field.min_length} if field.min_length else {})
    elif "oneOf" in described and isinstance(field, Words):
        described |= described.pop("oneOf")[0]
