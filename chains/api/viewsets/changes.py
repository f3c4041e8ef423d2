"""Snapshots, and what has changed since one."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from chains.filtersets import ComparisonForm, SnapshotFilterSet
from chains.models import Snapshot
from chains.selectors.changes import comparison, comparison_between
from chains.selectors.gaps import gap_view

from ..backends import blanks
from ..errors import RefusedError
from ..schema import form_parameters
from ..serializers.changes import (
    GapChangesSerializer,
    SnapshotSerializer,
    WholeSnapshotSerializer,
    comparison_answer,
)
from .base import RecordViewSet, Surface


class SnapshotViewSet(RecordViewSet):
    """Snapshots 快照

    The gap table of a chain as it was: taken before every batch of changes, and whenever somebody asks for one. The
    list tells when; a snapshot under its own address has its cells.
    """

    follows_log = False

    queryset = Snapshot.objects.select_related("chain", "region", "batch")
    filterset_class = SnapshotFilterSet
    serializer_class = SnapshotSerializer

    def get_serializer_class(self) -> type[SnapshotSerializer]:
        """Return the serializer with the cells for a single snapshot."""
        return WholeSnapshotSerializer if self.action == "retrieve" else SnapshotSerializer

    def get_queryset(self) -> QuerySet[Snapshot]:
        """Return the snapshots, the newest first."""
        return super().get_queryset().order_by("-taken_at", "public_id")


class GapChangesView(Surface, GenericAPIView):
    """What has changed in the gap table of a chain

    Every cell of every level at the snapshot `against`, and at the snapshot `until` or now: a gap that is new or
    closed, better, worse or unchanged, with what was counted then and now. Signals have an order, from the emptiest to
    the fullest; where the signal is the same, the number of companies decides. Verdicts change apart from that.
    """

    follows_log = False

    serializer_class = GapChangesSerializer

    @extend_schema(operation_id="gaps_changes", parameters=form_parameters(ComparisonForm))
    def get(self, request: Request) -> Response:
        """Answer with the comparison."""
        form = ComparisonForm(request.query_params)
        if errors := blanks(request) | form.errors:
            raise RefusedError(errors)
        chosen: dict[str, Any] = form.cleaned_data
        chain, against, until = chosen["chain"], chosen["against"], chosen["until"]
        found = (
            comparison_between(chain, against, until) if until else comparison(gap_view(chain, against.region), against)
        )
        return Response(self.get_serializer(comparison_answer(found)).data)
