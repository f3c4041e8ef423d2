"""Base class of endpoints that create, change, withdraw and upsert records, by the same rules as the admin."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError, QuerySet
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from chains.analysis.codes import PUBLIC_ID_LENGTH
from chains.history import records, upserts, withdrawing
from chains.history.curation import REASON_LENGTH, Change
from chains.history.records import Faults, InvalidRecordError, RecordEntry
from chains.permissions import Permission, may, require

from ..backends import refuse_unknown
from ..describing import Operation, WritingSchema
from ..errors import ConflictError, RefusedError, UnacceptableError, flat
from ..idempotency import idempotent_answer
from ..serializers.inputs.base import ReasonInput, RecordInput, Words, change_of, entry_of, item_of
from ..serializers.inputs.examples import EXAMPLES
from ..serializers.write_results import UpsertedSerializer, WithdrawnSerializer, written
from ..versions import etag_of, require_match, version_of
from .base import RecordViewSet

#: What names a record in a list of many, besides what is peculiar to its kind.
IDENTIFIED: Mapping[str, serializers.Field] = {
    "id": Words(max_length=PUBLIC_ID_LENGTH, help_text="The record that is on record under this id.")
}
#: The parameter that says why many records are written at once.
REASON_PARAMETER = "reason"


class WritableViewSet(RecordViewSet):
    """Records that staff write: ``input_class`` says what can be sent, ``every`` has those that are not public too."""

    schema = WritingSchema()
    input_class: ClassVar[type[RecordInput]]
    #: What names a record that is on record, in a list of many: property → its field.
    identified_by: ClassVar[Mapping[str, serializers.Field]] = IDENTIFIED
    change_class: ClassVar[type[RecordInput]]
    item_class: ClassVar[type[RecordInput]]
    written_class: ClassVar[type[serializers.ModelSerializer]]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Derive from what can be sent what changes a record, and what is sent of one of many."""
        super().__init_subclass__(**kwargs)
        if hasattr(cls, "input_class"):
            cls.change_class = change_of(cls.input_class)
            cls.item_class = item_of(cls.input_class, cls.identified_by)
            cls.written_class = written(cls.serializer_class)

    def operations(self) -> dict[str, Operation]:
        """Return what writes, for the description."""
        written, example = self.written_class, EXAMPLES[self.input_class.Meta.model.__name__]
        reason = {"reason": "按公告更正"}
        # What need not be told again: the last property of a record, which is none that stays as it was given.
        changed = dict(list(example.items())[-1:])
        return {
            "create": Operation(
                "make one, or write many",
                {201: written, 200: UpsertedSerializer},
                self.input_class,
                self.item_class,
                example=example,
            ),
            "partial_update": Operation(
                "change one", {200: written}, self.change_class, conditional=True, example=changed | reason
            ),
            "withdraw": Operation(
                "withdraw one", {200: WithdrawnSerializer}, ReasonInput, conditional=True, example=reason
            ),
        }

    def every(self) -> QuerySet:
        """Return all records, with what is shown of them; drafts are for who may see them."""
        return type(self).queryset.all()

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Make a record; or, where a list is sent, make and change many.

        A record of a list is changed where it is on record (by its `id`; a company also by `uscc` or `ticker`, a
        placement by company, segment and place, a source by its slug) and made otherwise. Of a list all is written or
        nothing, in one batch that can be undone; `rows` of a refusal names each record that stands in the way.

        Who may not publish writes for review: `stage` says so.
        """
        require(request.user, Permission.EDIT)
        refuse_unknown(request, (REASON_PARAMETER,))
        make = self._upsert if isinstance(request.data, list) else self._create
        return idempotent_answer(request, lambda: make(request, self._reason(request)))

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change a record: what is sent of it, and nothing else. It needs a reason."""
        require(request.user, Permission.EDIT)
        refuse_unknown(request)
        sent = self._read(self.change_class, request.data)
        with transaction.atomic():
            row = self._locked(request)
            require_match(request, row)
            self._write(row, sent.entry(), Change(request.user, sent.validated_data["reason"]))
        return self._answer(row, 200)

    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Withdraw a record, for a reason.

        A placement is marked as withdrawn; of a company, all its placements are. What has no such mark leaves the
        atlas. It is one batch, which can be undone, and the histories keep everything.
        """
        require(request.user, Permission.EDIT)
        refuse_unknown(request)
        return idempotent_answer(request, lambda: self._withdraw(request))

    # -- what they do

    def _reason(self, request: Request) -> str:
        """Return the reason among the parameters, empty where there is none; raises ``RefusedError``."""
        given = request.query_params.getlist(REASON_PARAMETER)
        reason = given[0].strip() if len(given) == 1 else ""
        if given and not 0 < len(reason) <= REASON_LENGTH:
            message = _("Say why, in 1 to %(length)d characters: the history keeps it.") % {"length": REASON_LENGTH}
            raise RefusedError({REASON_PARAMETER: [message]})
        return reason

    def _create(self, request: Request, reason: str) -> Response:
        sent = self._read(self.input_class, request.data)
        row = self.input_class.Meta.model()
        self._write(row, sent.entry(), Change(request.user, sent.validated_data.get("reason", reason)))
        return self._answer(row, 201)

    def _upsert(self, request: Request, reason: str) -> Response:
        if not reason:
            message = _("Say why, in 1 to %(length)d characters: the history keeps it.") % {"length": REASON_LENGTH}
            raise UnacceptableError({REASON_PARAMETER: [serializers.ErrorDetail(message, "required")]})
        if not 0 < len(request.data) <= upserts.MOST:
            message = _("Send 1 to %(most)d records at once.") % {"most": upserts.MOST}
            raise RefusedError({records.WHOLE: [message]})
        model = self.input_class.Meta.model
        incoming = [self._incoming(data) for data in request.data]
        try:
            batch, done = upserts.upsert(model, incoming, self.input_class.required(), request.user, reason)
        except upserts.RefusedRowsError as error:
            raise _refused(error.rows) from error
        return Response(UpsertedSerializer.answer(batch, done, self.lookup_field))

    def _incoming(self, data: Any) -> upserts.Incoming:
        """Return one of many records as it came, with what cannot be read of it."""
        sent = self.item_class(data=data)
        if not sent.is_valid():
            return upserts.Incoming({}, RecordEntry({}), _as_faults(sent.errors))
        values = dict(sent.validated_data)
        keys = {name: values.pop(name) for name in self.item_class.KEYS if name in values}
        return upserts.Incoming(keys | self.keys_in(values, keys), entry_of(self.input_class.Meta.model, values))

    def keys_in(self, values: Mapping[str, Any], keys: Mapping[str, Any]) -> dict[str, Any]:
        """Return what else names a record on record, among the values that were sent."""
        return {}

    def _withdraw(self, request: Request) -> Response:
        sent = ReasonInput(data=request.data)
        sent.is_valid(raise_exception=True)
        row = self._locked(request)
        require_match(request, row)
        key = getattr(row, self.lookup_field)
        try:
            done = withdrawing.withdraw(row, request.user, sent.validated_data["reason"])
        except ProtectedError as error:
            resting = ", ".join(sorted({str(each._meta.verbose_name_plural) for each in error.protected_objects}))
            raise ConflictError(_("Other records rest on this one: %(rows)s.") % {"rows": resting}) from error
        return Response(WithdrawnSerializer.answer(key, done))

    # -- what they share

    def _read(self, kind: type[RecordInput], data: Any) -> RecordInput:
        sent = kind(data=data)
        sent.is_valid(raise_exception=True)
        return sent

    def _locked(self, request: Request) -> Model:
        """Return the record of this address, locked; raises ``NotFound``, also for a draft that is not for the user."""
        key = self.kwargs[self.lookup_url_kwarg]
        model = self.input_class.Meta.model
        row = model._default_manager.select_for_update(of=("self",)).filter(**{self.lookup_field: key}).first()
        hidden = row is not None and not may(request.user, Permission.VIEW) and not self._is_public(row)
        if row is None or hidden:
            raise NotFound(_("There is no record “%(key)s” here.") % {"key": key})
        return row

    def _is_public(self, row: Model) -> bool:
        return type(self).queryset.all().filter(pk=row.pk).exists()

    def _write(self, row: Model, entry: RecordEntry, change: Change) -> None:
        try:
            with transaction.atomic():
                records.write(row, entry, change)
        except InvalidRecordError as error:
            raise UnacceptableError(_as_detail(error.faults)) from error
        except IntegrityError as error:
            raise ConflictError(_("Somebody else has just written the same. Read it again.")) from error

    def _answer(self, row: Model, status: int) -> Response:
        """Answer with the record as it stands now, its ETag and, for a new one, its address."""
        shown = self.every().get(pk=row.pk)
        context = {"request": self.request, "view": self, "format": None}
        headers = {"ETag": etag_of(version_of(shown))}
        if status == 201:
            headers["Location"] = self.reverse_action("detail", args=[getattr(shown, self.lookup_field)])
        return Response(self.written_class(shown, context=context).data, status, headers=headers)


def _as_detail(faults: Faults) -> dict[str, list[serializers.ErrorDetail]]:
    return {name: [serializers.ErrorDetail(each.message, each.code) for each in them] for name, them in faults.items()}


def _as_faults(errors: Mapping[str, Any]) -> Faults:
    messages, codes = flat(errors)
    return {
        name: [records.FieldFault(code, message) for code, message in zip(codes[name], messages[name], strict=True)]
        for name in messages
    }


def _refused(rows: Mapping[int, Faults]) -> UnacceptableError:
    """Return the refusal of a list: everything that is wrong, record by record."""
    message = _("%(count)d records were refused, and nothing was written.") % {"count": len(rows)}
    error = UnacceptableError({records.WHOLE: [serializers.ErrorDetail(message, "rows_refused")]})
    if any(each.code == "not_permitted" for faults in rows.values() for them in faults.values() for each in them):
        error.status_code = 403
    error.rows = [
        {
            "index": index,
            "errors": {name: [each.message for each in them] for name, them in faults.items()},
            "codes": {name: [each.code for each in them] for name, them in faults.items()},
        }
        for index, faults in sorted(rows.items())
    ]
    return error
