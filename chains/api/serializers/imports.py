"""Imported sheets: their state, the outcome of their rows, and the accepted input."""

import json
from typing import Any, ClassVar

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from chains.choices import (
    BatchStatus,
    RowDecision,
    RowOutcome,
    SheetKind,
    SkipReason,
    UnplacedAction,
    ValueAction,
)
from chains.history.curation import REASON_LENGTH
from chains.importing import findings
from chains.importing.committing import progress_of
from chains.importing.faults import said
from chains.importing.findings import MOST_TOLD
from chains.importing.reporting import asked
from chains.models import ImportBatch, ImportRow, Source
from chains.selectors.workers import WorkerState, worker_state
from chains.sheets.reading import MAX_ROWS

from .base import Code, LabelOf, Moment, PlainSerializer, Reference, coded
from .import_findings import LeftOutSerializer, ShareUnitSerializer, SkippedRowSerializer
from .inputs.base import Choice, CodeOf, Flag, OptionalWords, StrictInput, Whole, Words

#: How many values may be decided on in a request.
MOST_VALUES = 1000


class ProgressSerializer(PlainSerializer):
    """How far the worker is with a sheet."""

    done = serializers.IntegerField(help_text="Rows that are done.")
    total = serializers.IntegerField(help_text="Rows in all; 0 while they are being planned.")
    silent = serializers.IntegerField(
        allow_null=True, help_text="Seconds since the worker was last heard of; null where nobody waits for it."
    )


class WorkerSerializer(PlainSerializer):
    """The background workers, who plan long sheets and commit all."""

    alive = serializers.BooleanField(help_text="Whether one is running.")
    heard = serializers.IntegerField(
        allow_null=True, help_text="Seconds since its heartbeat; null where there has been none."
    )
    waiting = serializers.IntegerField(help_text="Tasks that wait or are at work, of everybody.")


class ImportSerializer(PlainSerializer):
    """An imported sheet 导入批次. `status` says how far it is: uploaded → planned → queued → committed → undone."""

    id = serializers.IntegerField(source="pk")
    kind = Code(SheetKind.choices, "sheet_kind")
    kind_label = LabelOf(SheetKind.choices, "sheet_kind", help_text="In the reader's language.")
    file_name = serializers.CharField()
    sheet = serializers.CharField(help_text="The sheet of the workbook that is read.")
    header_row = serializers.IntegerField(allow_null=True)
    mapping = serializers.DictField(
        child=serializers.CharField(allow_blank=True),
        help_text="Column of the file, from 0 → what it is taken for; empty where it is left out.",
    )
    status, status_label = coded(BatchStatus, "status")
    error = serializers.SerializerMethodField(help_text="Why it could not be planned or committed.")
    reason = serializers.CharField()
    source = Reference("source.slug", allow_null=True, help_text="The source of all rows.")
    good_rows = serializers.BooleanField(help_text="Whether the good rows are committed though others have errors.")
    counts = serializers.SerializerMethodField(help_text="Rows by what they come to, once they are planned.")
    progress = serializers.SerializerMethodField()
    worker = serializers.SerializerMethodField()
    created = Moment()
    committed_at = Moment(allow_null=True)
    url = serializers.HyperlinkedIdentityField(view_name="api-v1-imports-detail")

    class Meta:
        model = ImportBatch

    def get_error(self, batch: ImportBatch) -> str | None:
        """Return it in the reader's language."""
        return said(batch.error) or None

    def get_counts(self, batch: ImportBatch) -> dict[str, int]:
        """Return the numbers."""
        return {name: number for name, number in batch.counts.items() if isinstance(number, int)}

    def get_progress(self, batch: ImportBatch) -> ProgressSerializer:
        """Return how far the worker is."""
        return ProgressSerializer(progress_of(batch)).data

    @cached_property
    def _worker(self) -> WorkerState:
        return worker_state()

    def get_worker(self, batch: ImportBatch) -> WorkerSerializer:
        """Return how the background workers are, asked once for a whole list."""
        return WorkerSerializer(self._worker).data


class SuggestedWordSerializer(PlainSerializer):
    """What a value may mean."""

    code = serializers.CharField()
    name = serializers.CharField()


class OpenValueSerializer(PlainSerializer):
    """A value of a list that is not known, once for all its rows."""

    column = serializers.CharField(help_text="Code of the column.")
    value = serializers.CharField(help_text="As it is written.")
    rows = serializers.IntegerField(help_text="How many rows have it.")
    suggestions = SuggestedWordSerializer(many=True, help_text="What it may mean, best first.")


class DecidedValueSerializer(PlainSerializer):
    """A value that was decided on."""

    column = serializers.CharField(help_text="Code of the column.")
    value = serializers.CharField(help_text="As it is written.")
    rows = serializers.IntegerField(help_text="How many rows have it.")
    do = serializers.ChoiceField(ValueAction.choices)
    code = serializers.CharField(help_text="What is used or made; empty where nothing is.")
    remembered = serializers.BooleanField(help_text="Whether that was decided for an earlier sheet.")


class AskedCandidateSerializer(PlainSerializer):
    """A company on record that a row looks like, and why."""

    id = serializers.CharField()
    name = serializers.CharField()
    score = serializers.FloatField()
    reasons = serializers.ListField(child=serializers.CharField(), help_text="In the reader's language.")


class OpenDecisionSerializer(PlainSerializer):
    """A row that looks like a company on record, and waits for a decision."""

    row = serializers.IntegerField()
    value = serializers.CharField(help_text="The name in the row.")
    candidates = AskedCandidateSerializer(many=True)


class UnplacedSerializer(PlainSerializer):
    """Companies that the sheet would make without a segment or place."""

    companies = serializers.IntegerField()
    do = serializers.ChoiceField(UnplacedAction.choices, help_text="What becomes of them.")


class ImportPlanSerializer(ImportSerializer):
    """An imported sheet with what its plan asks, and what of it is not taken or not as it stands."""

    whole_sheet = serializers.DictField(
        child=serializers.CharField(), help_text="Column → what every row has there whose own cell is empty."
    )
    values = OpenValueSerializer(many=True, source="asked.values", help_text="Not known, those of most rows first.")
    decided = DecidedValueSerializer(many=True, source="asked.decided")
    decisions = OpenDecisionSerializer(many=True, source="asked.decisions")
    unplaced = UnplacedSerializer(source="asked.unplaced")
    more = serializers.IntegerField(
        source="asked.more", help_text="In how many cells there are values that were too many to be listed."
    )

    skipped = serializers.SerializerMethodField(help_text="Rows that are passed over: titles, totals, notes and so on.")
    skipped_rows = serializers.SerializerMethodField(help_text=f"The first {MOST_TOLD} of them.")
    left_out = serializers.SerializerMethodField(help_text="Columns of the file that are not taken.")
    filled = serializers.SerializerMethodField(help_text="Code of a column → cells filled in from merged ones.")

    share_unit = serializers.SerializerMethodField(
        help_text="What the bare numbers in a column of shares are, decided once for the column; null where there are "
        "none. Where nothing tells it is asked among `values`; `set` with `share_unit` answers beforehand."
    )

    def to_representation(self, batch: ImportBatch) -> dict[str, Any]:
        """Return the batch with what it asks, read once."""
        batch.asked = asked(batch)
        return super().to_representation(batch)

    def get_skipped(self, batch: ImportBatch) -> int:
        """Return the number of all."""
        return batch.counts.get(RowOutcome.SKIPPED, 0)

    @extend_schema_field(SkippedRowSerializer(many=True))
    def get_skipped_rows(self, batch: ImportBatch) -> list[dict[str, Any]]:
        """Return them in the order of the file."""
        return SkippedRowSerializer(findings.skipped_rows(batch), many=True).data

    @extend_schema_field(LeftOutSerializer(many=True))
    def get_left_out(self, batch: ImportBatch) -> list[dict[str, Any]]:
        """Return them in the order of the file."""
        return LeftOutSerializer(findings.left_out(batch), many=True).data

    def get_filled(self, batch: ImportBatch) -> dict[str, int]:
        """Return the number of cells by column."""
        return findings.filled(batch)

    @extend_schema_field(ShareUnitSerializer)
    def get_share_unit(self, batch: ImportBatch) -> dict[str, Any] | None:
        """Return what the bare numbers of a column of shares are, and why."""
        found = findings.share_unit(batch)
        return ShareUnitSerializer(found).data if found else None


class RowErrorSerializer(PlainSerializer):
    """What is wrong with a row: where, and the way out."""

    column = serializers.CharField(help_text="Code of the column; empty for the row as a whole.")
    value = serializers.CharField(help_text="The cell, as it was read.")
    code = serializers.CharField()
    message = serializers.SerializerMethodField()
    hint = serializers.SerializerMethodField()

    def get_message(self, error: dict[str, Any]) -> str:
        """Return it in the reader's language."""
        return said(error["message"], error.get("params"))

    def get_hint(self, error: dict[str, Any]) -> str:
        """Return it in the reader's language."""
        return said(error["hint"], error.get("params"))


class RowCandidateSerializer(PlainSerializer):
    """A company on record that looks like the one of the row."""

    id = serializers.CharField()
    name = serializers.CharField()
    score = serializers.FloatField()


class ImportRowSerializer(PlainSerializer):
    """A row of the sheet, and what it comes to."""

    row = serializers.IntegerField(source="line", help_text="Its number in the file.")
    part = serializers.IntegerField(help_text="Which company of the row, from 1; 0 where it names one alone.")
    outcome, outcome_label = coded(RowOutcome, "outcome")
    skip_reason, skip_reason_label = coded(SkipReason, "skip_reason", null=True, help_text="Why it is passed over.")
    record = serializers.SerializerMethodField(help_text="Id or code of the record that it was found to be.")
    changes = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField(allow_null=True)),
        help_text="Field → what it is now, and what it would be.",
    )
    errors = RowErrorSerializer(many=True)
    notes = RowErrorSerializer(many=True, help_text="What is left of a row that is taken otherwise.")
    candidates = RowCandidateSerializer(many=True)
    decision = serializers.ChoiceField(RowDecision.choices, allow_blank=True)
    company = serializers.CharField(source="decided", help_text="The company to use, where that was decided.")

    def get_record(self, row: ImportRow) -> str | None:
        """Return the id, or nothing for a row that would make a record."""
        return row.target or None


class ValueDecisionInput(StrictInput):
    """What is decided on a value: it applies to every row that has it."""

    column = Words(max_length=60, help_text="Code of the column.")
    value = Words(max_length=1000, help_text="As it is written in the sheet.")
    do = Choice(ValueAction.choices, required=False, allow_null=True, help_text="Null takes a decision back.")
    code = OptionalWords(max_length=120, help_text="What to use; where and under which code to make it.")


class FormJSONField(serializers.CharField):
    """JSON in a field of a form: read as what ``of`` takes."""

    default_error_messages: ClassVar = {"invalid": gettext_lazy("This is no JSON.")}

    def __init__(self, of: serializers.BaseSerializer | serializers.Field, **kwargs: Any) -> None:
        self.of = of
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> Any:
        """Return what it holds."""
        try:
            sent = json.loads(data)
        except (TypeError, ValueError):
            self.fail("invalid")
        return self.of.run_validation(sent)


class WholeSheetField(serializers.DictField):
    """Code of a column → what every row has there whose own cell is empty."""

    child = serializers.CharField(max_length=300, allow_blank=True)


class UploadInput(StrictInput):
    """A file, as multipart/form-data, and what is asked once for all its rows."""

    file = serializers.FileField(help_text="XLSX, XLS, CSV or TSV.")
    kind = serializers.ChoiceField(SheetKind.choices)
    reason = Words(max_length=REASON_LENGTH, help_text="It stands in the history of every record.")
    source = serializers.SlugRelatedField(
        slug_field="slug", queryset=Source.objects.all(), required=False, help_text="The source of all rows."
    )
    good_rows = serializers.BooleanField(default=False, help_text="Commit the good rows though others have errors.")
    sheet = OptionalWords(max_length=100, help_text="The sheet of the workbook; the first with headings by default.")
    header_row = serializers.IntegerField(
        min_value=0,
        max_value=MAX_ROWS,
        required=False,
        help_text="The row of the headings, 0 where there are none; found by default.",
    )
    mapping = OptionalWords(max_length=100, help_text="Name of a kept mapping of the columns.")
    set = FormJSONField(
        WholeSheetField(),
        required=False,
        help_text='JSON: what every row has in a column where its own cell is empty, such as {"chain": "ic"}.',
    )
    values = FormJSONField(
        ValueDecisionInput(many=True, max_length=MOST_VALUES),
        required=False,
        help_text='JSON: decisions on values, such as [{"column": "segment", "value": "晶元制造", "do": "empty"}].',
    )
    unplaced = serializers.ChoiceField(
        UnplacedAction.choices, required=False, help_text="What becomes of companies without a segment or place."
    )
    fill = serializers.ListField(
        child=serializers.CharField(max_length=60),
        required=False,
        help_text="Columns whose blank cells take the value above.",
    )
    without_hidden = serializers.BooleanField(default=False, help_text="Leave out rows that are hidden in the file.")


class MappingField(serializers.DictField):
    """Column of the file, from 0 → code of what it is taken for."""

    child = serializers.CharField(max_length=60, allow_blank=True)


class ReadingInput(StrictInput):
    """How a file is to be read, where it was guessed wrongly; the sheet is then planned anew."""

    sheet = OptionalWords(max_length=100)
    header_row = Whole(min_value=0, max_value=MAX_ROWS, required=False)
    mapping = MappingField(required=False, help_text="Column of the file, from 0 → what it is taken for.")
    source = CodeOf(Source.objects.all(), "slug", required=False, allow_null=True)
    reason = Words(max_length=REASON_LENGTH, required=False)
    good_rows = Flag(required=False)
    set = WholeSheetField(required=False, help_text="Column → what every row has there whose own cell is empty.")
    values = ValueDecisionInput(many=True, required=False, max_length=MOST_VALUES)
    unplaced = Choice(
        UnplacedAction.choices, required=False, help_text="What becomes of companies without a segment or place."
    )
    fill = serializers.ListField(
        child=Words(max_length=60), required=False, help_text="Columns whose blank cells take the value above."
    )
    without_hidden = Flag(required=False, help_text="Leave out rows that are hidden in the file.")


class CommitInput(StrictInput):
    """What is committed."""

    good_rows = Flag(required=False, help_text="The good rows, though others have errors.")


class DecisionInput(StrictInput):
    """What was decided on a row: to use a company on record, to make a new one, to skip the row.

    A row that is passed over, but is a record, is taken by `take`.
    """

    row = Whole(min_value=1, max_value=MAX_ROWS)
    part = Whole(min_value=0, max_value=MAX_ROWS, required=False, help_text="Which company of the row, from 1.")
    decision = Choice(RowDecision.choices, required=False, allow_null=True, help_text="Null takes one back.")
    company = OptionalWords(max_length=10, help_text="The id of the company, where one is to be used.")


class DecisionsInput(StrictInput):
    """Decisions on rows; the sheet is then planned anew."""

    decisions = DecisionInput(many=True, min_length=1, max_length=1000)


class NothingInput(StrictInput):
    """Nothing besides the request itself."""


class UndoneSerializer(PlainSerializer):
    """What an undo did."""

    batch = serializers.IntegerField(help_text="The batch that the undo is.")
    restored = serializers.IntegerField()
    removed = serializers.IntegerField()
    remade = serializers.IntegerField()
    left = serializers.IntegerField(help_text="Records that were left alone, since somebody has changed them since.")
