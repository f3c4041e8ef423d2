"""Importing a sheet over HTTP: upload, plan, decide, commit, undo, by the same services as the admin."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from chains.choices import RowOutcome, SheetKind, TokenScope, UnplacedAction
from chains.history import batches
from chains.history.rows_in_use import RowsInUseError
from chains.importing import committing, deciding, jobs, planning
from chains.importing.faults import ImportRefusedError
from chains.importing.file_reading import ReadingOptions
from chains.models import ImportBatch
from chains.permissions import Permission, require
from chains.selectors.imports import latest_imports
from chains.sheets.reading import SheetError

from ..backends import refuse_unknown
from ..describing import Operation, WritingSchema
from ..errors import ConflictError, RefusedError, UnacceptableError
from ..idempotency import idempotent_answer
from ..pagination import Window
from ..parsers import BoundedJSONParser, BoundedMultiPartParser
from ..serializers.imports import (
    CommitInput,
    DecisionsInput,
    ImportPlanSerializer,
    ImportRowSerializer,
    ImportSerializer,
    NothingInput,
    ReadingInput,
    UndoneSerializer,
    UploadInput,
)
from ..serializers.inputs.base import ReasonInput
from .base import Surface

OUTCOME = "outcome"


class ImportViewSet(Surface, mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet):
    """Imports 导入

    The sheets that you have uploaded, and how far each is. A sheet is read and planned first, and nothing is written
    before it is committed; a committed one can be undone.
    """

    follows_log = False

    schema = WritingSchema()
    scope = TokenScope.IMPORT
    needs_login = True
    parser_classes = (BoundedMultiPartParser, BoundedJSONParser)
    filter_backends = ()
    pagination_class = Window
    serializer_class = ImportSerializer
    #: What an action answers with, where that is not one of what it serializes.
    described_as: ClassVar[serializers.BaseSerializer | None] = None
    queryset = ImportBatch.objects.none()
    lookup_value_regex = "[1-9][0-9]{0,17}"
    window: ClassVar = ("limit", "offset")

    def operations(self) -> dict[str, Operation]:
        """Return what writes, for the description."""
        answers = {200: ImportPlanSerializer}
        return {
            "create": Operation(
                "upload a sheet",
                {201: ImportPlanSerializer, 202: ImportPlanSerializer},
                UploadInput,
                media_type="multipart/form-data",
            ),
            "partial_update": Operation(
                "say how a sheet is read",
                answers | {202: ImportPlanSerializer},
                ReadingInput,
                example={"mapping": {"2": "registered_province"}},
            ),
            "decide": Operation(
                "decide on rows",
                answers | {202: ImportPlanSerializer},
                DecisionsInput,
                example={"decisions": [{"row": 7, "decision": "skip"}]},
            ),
            "commit": Operation(
                "commit a sheet", {202: ImportPlanSerializer}, CommitInput, example={"good_rows": True}
            ),
            "cancel": Operation("cancel a commit", answers, NothingInput, example={}),
            "undo": Operation("undo a commit", {200: UndoneSerializer}, ReasonInput, example={"reason": "名单有误"}),
        }

    def get_queryset(self) -> QuerySet:
        """Return the user's own imports, the newest first."""
        require(self.request.user, Permission.IMPORT)
        return latest_imports().filter(user=self.request.user)

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        """Return what a list shows of each import, or all of a single one."""
        return ImportPlanSerializer if self.action == "retrieve" else super().get_serializer_class()

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Answer with the imports of the user."""
        refuse_unknown(request, self.window)
        return super().list(request, *args, **kwargs)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Answer with one import."""
        refuse_unknown(request)
        return super().retrieve(request, *args, **kwargs)

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Upload a sheet: it is read as well as can be guessed, and planned.

        Answers 201 with the plan's counts, or 202 where the sheet is long and the worker plans it: read it again until
        its status is `planned`. What the columns were taken for stands in `mapping`; PATCH corrects it.
        """
        require(request.user, Permission.IMPORT)
        refuse_unknown(request)
        return idempotent_answer(request, lambda: self._upload(request))

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Say how the file is read, where it was guessed wrongly, or why and by which source; it is planned anew.

        What is decided on `values` applies to every row that has the value; `set` is what all rows have in a column.
        """
        sent = self._sent(request, ReadingInput)

        def configure(batch: ImportBatch) -> None:
            row = sent.get("header_row")
            reading = planning.read(batch, sheet=sent.get("sheet") or None, header_row=row)
            guessed = {str(guess.index): guess.column for guess in reading.guesses}
            same = (reading.sheet, reading.header_row) == (batch.sheet, batch.header_row)
            self._configure(batch, reading, (batch.mapping if same else guessed) | sent.get("mapping", {}), sent)
            deciding.decide_values(batch, sent.get("values", ()), request.user)

        return self._replanned(request, configure)

    @action(detail=True, methods=["post"], url_path="decisions")
    def decide(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Decide on rows that look like companies on record; the sheet is planned anew."""
        sent = self._sent(request, DecisionsInput)["decisions"]
        taken = {
            (each["row"], each.get("part", 0)): (each.get("decision") or "", each.get("company") or "") for each in sent
        }
        if lacking := [row for (row, _part), (what, company) in taken.items() if (what == "use") != bool(company)]:
            message = _("Row %(row)d: name a company where one is to be used, and only there.") % {"row": lacking[0]}
            raise UnacceptableError({"decisions": [message]})
        return idempotent_answer(
            request, lambda: self._replanned(request, lambda batch: deciding.decide(batch, taken, request.user))
        )

    @action(detail=True, methods=["post"])
    def commit(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Commit a planned sheet. The worker does it: read the import again until its status is `committed`."""
        sent = self._sent(request, CommitInput)

        def act() -> Response:
            batch = self.get_object()
            _in_words(lambda: jobs.commit_later(batch, request.user, good_rows=sent.get("good_rows")))
            return self._answer(batch, 202)

        return idempotent_answer(request, act)

    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Cancel a commit that waits or runs; nothing of it stays."""
        self._sent(request, NothingInput)

        def act() -> Response:
            batch = self.get_object()
            committing.cancel(batch, request.user)
            return self._answer(batch, 200)

        return idempotent_answer(request, act)

    @action(detail=True, methods=["post"])
    def undo(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Put back what the sheet has changed, but for what somebody has edited since. For reviewers.

        Answers 409 where others stand on what a sheet with one record per row has made, and names them.
        """
        reason = self._sent(request, ReasonInput)["reason"]

        def act() -> Response:
            try:
                done = batches.undo(self.get_object().batch_ptr, request.user, reason)
            except batches.UndoError as error:
                raise ConflictError(_("This batch is %(status)s.") % {"status": error}) from error
            except RowsInUseError as error:
                raise ConflictError(str(error)) from error
            counts = {name: getattr(done, name) for name in ("restored", "removed", "remade")}
            return Response({"batch": done.batch.pk, **counts, "left": len(done.left)})

        return idempotent_answer(request, act)

    @action(detail=True, serializer_class=ImportRowSerializer, described_as=ImportRowSerializer(many=True))
    def rows(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Answer with the rows of a sheet and what each comes to; `outcome` chooses among them."""
        refuse_unknown(request, (*self.window, OUTCOME))
        wanted = request.query_params.getlist(OUTCOME)
        if unknown := set(wanted) - set(RowOutcome.values):
            known = ", ".join(RowOutcome.values)
            message = _("“%(value)s” is none of: %(known)s.") % {"value": sorted(unknown)[0], "known": known}
            raise RefusedError({OUTCOME: [message]})
        rows = self.get_object().rows.order_by("number")
        page = self.paginate_queryset(rows.filter(outcome__in=wanted) if wanted else rows)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    # -- what they share

    def _sent(self, request: Request, kind: type[serializers.Serializer]) -> dict[str, Any]:
        require(request.user, Permission.IMPORT)
        refuse_unknown(request)
        sent = kind(data=request.data)
        sent.is_valid(raise_exception=True)
        return sent.validated_data

    def _upload(self, request: Request) -> Response:
        sent = UploadInput(data=request.data)
        sent.is_valid(raise_exception=True)
        file, about = sent.validated_data["file"], sent.validated_data
        kind = SheetKind(about["kind"])
        read_as = {"sheet": about.get("sheet") or "", "header_row": about.get("header_row")}
        batch = _in_words(lambda: planning.upload(kind, file.name, file.read(), request.user, **read_as), "file")

        def configure() -> bool:
            reading = planning.read(batch)
            self._configure(batch, reading, planning.mapping_of(batch, reading, about.get("mapping", "")), about)
            deciding.decide_values(batch, about.get("values", ()), request.user)
            return jobs.plan_soon(batch, request.user)

        planned = _in_words(configure, "file")
        return self._answer(batch, 201 if planned else 202)

    def _configure(
        self, batch: ImportBatch, reading: planning.SheetReading, mapping: Any, about: dict[str, Any]
    ) -> None:
        options = ReadingOptions.of(batch)
        planning.configure(
            batch,
            sheet=reading.sheet,
            header_row=reading.header_row,
            mapping=mapping,
            source=about.get("source", batch.source),
            new_source="" if "source" in about else batch.new_source,
            reason=about.get("reason", batch.reason),
            good_rows=about.get("good_rows", batch.good_rows),
            whole_sheet=about.get("set", batch.whole_sheet),
            unplaced=UnplacedAction(about.get("unplaced", batch.unplaced)),
            options=replace(
                options,
                fill=tuple(about.get("fill", options.fill)),
                without_hidden=about.get("without_hidden", options.without_hidden),
            ),
        )

    def _replanned(self, request: Request, act: Callable[[ImportBatch], None]) -> Response:
        batch = self.get_object()

        def replan() -> bool:
            planning.require_own(batch, request.user)
            act(batch)
            return jobs.plan_soon(batch, request.user)

        return self._answer(batch, 200 if _in_words(replan) else 202)

    def _answer(self, batch: ImportBatch, status: int) -> Response:
        # As it stands now: the services write some of its columns past the object.
        shown = self.get_queryset().get(pk=batch.pk)
        response = Response(ImportPlanSerializer(shown, context=self.get_serializer_context()).data, status)
        if status == 201:
            response["Location"] = self.reverse_action("detail", args=[shown.pk])
        return response

    def get_object(self) -> ImportBatch:
        """Return the user's import of this address; raises ``NotFound``."""
        batch = self.get_queryset().filter(pk=self.kwargs["pk"]).first()
        if batch is None:
            raise NotFound(_("There is no such import."))
        return batch


def _in_words(act: Callable[[], Any], place: str = "non_field_errors") -> Any:
    """Return what ``act`` returns; what it refuses is said at ``place``."""
    try:
        return act()
    except (SheetError, ImportRefusedError) as error:
        code = getattr(error, "code", "refused")
        raise UnacceptableError({place: [serializers.ErrorDetail(str(error), code)]}) from error
