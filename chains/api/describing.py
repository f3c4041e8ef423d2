"""The description of what is written: bodies, answers and problems of each operation, with examples."""

from typing import Any, ClassVar

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import get_doc
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from chains.services.curation import REASON_LENGTH
from chains.services.upserts import MOST

from .errors import PROBLEM_TYPE, ProblemSerializer
from .once import HEADER
from .schema import SurfaceSchema
from .serializers.inputs.base import ReasonInput, StrictInput, Words
from .serializers.writing import UpsertedSerializer, WithdrawnSerializer

#: What may go wrong where something is written, besides what may go wrong anywhere.
WRITING_PROBLEMS = {
    400: "The body or a parameter cannot be read; `errors` names the property, `codes` says what is wrong with it.",
    401: "This needs a token or a login.",
    403: "The role, the province or the scope of the token does not allow it; `detail` says who can help.",
    409: "It contradicts what is on record by now, or the `Idempotency-Key` came with another request.",
    412: "The record is not as `If-Match` says: somebody has changed it since.",
    413: "The body is larger than is read.",
    415: "Only `application/json` is read here.",
    422: "It can be read, and cannot be so: it names what is not on record, or breaks a rule of the atlas.",
}

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
    {"type": "string", "minLength": 1, "maxLength": REASON_LENGTH, "pattern": r"\S"},
    OpenApiParameter.QUERY,
    description="Why many records are written at once; needed where a list is sent, refused otherwise.",
)


#: Text without the null character, which no database keeps; and such text that is more than white space.
_ANYTHING, _SOMETHING = r"^[^\u0000]*$", r"^[^\u0000]*\S[^\u0000]*$"


class WordsExtension(OpenApiSerializerFieldExtension):
    """Describes a text: what may stand in it, and that it is not empty unless it may be."""

    target_class = "chains.api.serializers.inputs.base.Words"
    match_subclasses = True

    def map_serializer_field(self, auto_schema: AutoSchema, direction: str) -> dict[str, Any]:
        """Return the schema."""
        return {"type": "string", "pattern": _ANYTHING if self.target.allow_blank else _SOMETHING}


class CodeExtension(OpenApiSerializerFieldExtension):
    """Describes the code of a record."""

    target_class = "chains.api.serializers.inputs.base.CodeOf"

    def map_serializer_field(self, auto_schema: AutoSchema, direction: str) -> dict[str, Any]:
        """Return the schema."""
        return {"type": "string", "pattern": self.target.pattern, "maxLength": self.target.max_length}


class WritingSchema(SurfaceSchema):
    """Describes views that are written to, and reads as the others do."""

    #: Action → what it does, in a few words behind the name of what is written.
    SUMMARIES: ClassVar[dict[str, str]] = {
        "create": "make one, or write many",
        "partial_update": "change one",
        "withdraw": "withdraw one",
    }

    @property
    def writes(self) -> str:
        """The action, where it is one that writes."""
        action = getattr(self.view, "action", "")
        return action if action in self.SUMMARIES else ""

    def get_summary(self) -> str | None:
        """Return the name of what is written, and what is done to it."""
        summary = super().get_summary()
        return f"{summary}: {self.SUMMARIES[self.writes]}" if self.writes else summary

    def get_description(self) -> str:
        """Return what the action's docstring says."""
        return get_doc(getattr(self.view, self.writes)) if self.writes else super().get_description()

    def get_override_parameters(self) -> list[Any]:
        """Return the headers, and the reason for many records at once."""
        if not self.writes:
            return super().get_override_parameters()
        own = {
            "create": [IDEMPOTENCY_KEY, REASON],
            "partial_update": [IF_MATCH],
            "withdraw": [IDEMPOTENCY_KEY, IF_MATCH],
        }[self.writes]
        return [*own, *self._answer_headers()]

    def _answer_headers(self) -> list[OpenApiParameter]:
        made = [OpenApiParameter("Location", str, OpenApiParameter.HEADER, response=[201], description="Its address.")]
        tagged = {"create": [201], "partial_update": [200]}.get(self.writes)
        etag = OpenApiParameter("ETag", str, OpenApiParameter.HEADER, response=tagged, description="For `If-Match`.")
        wait = OpenApiParameter(
            "Retry-After", int, OpenApiParameter.HEADER, response=[429], description="Seconds to wait."
        )
        return [*(made if self.writes == "create" else []), *([etag] if tagged else []), wait]

    def get_request_serializer(self) -> Any:
        """Return what is sent."""
        match self.writes:
            case "create":
                one, item = (self._component(kind) for kind in (self.view.input_class, self.view.item_class))
                many = {"type": "array", "items": item, "minItems": 1, "maxItems": MOST}
                return {"application/json": {"oneOf": [one, many]}}
            case "partial_update":
                return {"application/json": self._component(self.view.change_class)}
            case "withdraw":
                return {"application/json": self._component(ReasonInput)}
        return super().get_request_serializer()

    def get_response_serializers(self) -> Any:
        """Return what is answered, problems included."""
        if not self.writes:
            return super().get_response_serializers()
        written = self.view.written_class
        answers = {
            "create": {201: written, 200: UpsertedSerializer},
            "partial_update": {200: written},
            "withdraw": {200: WithdrawnSerializer},
        }[self.writes]
        return answers | self._problems(WRITING_PROBLEMS)

    def _problems(self, own: dict[int, str]) -> dict[Any, Any]:
        """Return the problem bodies of an operation that writes."""
        general = {status: text for status, text in self.PROBLEMS.items() if self._may_answer(status)}
        concerned = {status: text for status, text in own.items() if status != 412 or self.writes != "create"}
        texts = dict(sorted((general | concerned).items()))
        problems = {(status, PROBLEM_TYPE): OpenApiResponse(ProblemSerializer, text) for status, text in texts.items()}
        return problems | {414: OpenApiResponse(description=self.BARE[414])}

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
