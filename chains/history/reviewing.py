"""Review from draft to published: companies and placements are submitted, approved or returned.

Whatever is done to several rows at once is one batch of kind ``review``, which can be undone. Only rows in the stage
that a step begins from are touched, so that nothing is approved twice or taken back from the public by a return.

A placement is seen only with its company. Approving one therefore publishes its company as well where that waits
for review too; where the company is still a draft the approval is refused, since its curator has not finished it.
Submitting a company submits the drafts of its placements with it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from chains.choices import BatchKind, Stage
from chains.history.batches import open_batch
from chains.history.bulk_writing import keys_in_chunks, update
from chains.history.curation import Change, touch
from chains.models import Batch, Company, Placement
from chains.permissions import Permission, may, permitted_of, require, require_each

Staged = Company | Placement

#: How long the note of a reviewer may be.
NOTE_LENGTH = Company._meta.get_field("review_note").max_length


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The rows that a step has moved, by kind; ``batch`` is None where nothing was left to move."""

    batch: Batch | None
    companies: int
    placements: int

    @property
    def rows(self) -> int:
        """How many rows were moved in all."""
        return self.companies + self.placements


@transaction.atomic
def submit(rows: Iterable[Staged], change: Change) -> Reviewed:
    """Put drafts forward for review, and clear what the reviewer had noted on them.

    The drafts among the placements of a company that is submitted go along. Raises ``PermissionDenied``, and moves
    nothing, where one of ``rows`` is not the user's to change; placements that go along and are not stay drafts.
    """
    companies, placements = _locked(rows, Stage.DRAFT)
    require_each(change.user, Permission.IDENTIFY, companies)
    require_each(change.user, Permission.EDIT, placements)
    drafts = Placement.objects.select_for_update().filter(stage=Stage.DRAFT)
    along = drafts.filter(company__in=[row.pk for row in companies]).order_by("pk")
    known = {row.pk for row in placements}
    placements += [row for row in permitted_of(change.user, Permission.EDIT, list(along)) if row.pk not in known]
    return _move(companies, placements, Stage.REVIEW, "", change)


@transaction.atomic
def approve(rows: Iterable[Staged], change: Change, comment: str = "") -> Reviewed:
    """Publish what waits for review, and the companies that wait with the placements among it.

    ``comment`` is kept in the history. Raises ``PermissionDenied`` where the user is no reviewer, ``ValidationError``
    (having published nothing) for a placement whose company is still a draft.
    """
    require(change.user, Permission.PUBLISH)
    companies, placements = _locked(rows, Stage.REVIEW)
    known = {row.pk for row in companies}
    owners = _companies({row.company_id for row in placements} - known)
    drafts = [row for row in owners if row.stage == Stage.DRAFT]
    if drafts:
        raise ValidationError(
            _("Still drafts: %(names)s. Their placements can be published once the companies are submitted.")
            % {"names": "、".join(row.name for row in drafts)}
        )
    companies += [row for row in owners if row.stage == Stage.REVIEW]
    return _move(companies, placements, Stage.PUBLISHED, "", change, comment)


@transaction.atomic
def send_back(rows: Iterable[Staged], change: Change, comment: str) -> Reviewed:
    """Return what waits for review to its curators, as drafts with the comment as a note.

    Raises ``PermissionDenied`` where the user is no reviewer, ``ValidationError`` for an empty or too long comment.
    """
    require(change.user, Permission.PUBLISH)
    comment = comment.strip()
    if not comment:
        raise ValidationError(_("Say what is missing: the curator has nothing else to go by."))
    if len(comment) > NOTE_LENGTH:
        raise ValidationError(_("A note has at most %(length)d characters.") % {"length": NOTE_LENGTH})
    companies, placements = _locked(rows, Stage.REVIEW)
    return _move(companies, placements, Stage.DRAFT, comment, change, comment)


def may_review(user: AbstractBaseUser | None) -> bool:
    """Return whether ``user`` approves and returns."""
    return may(user, Permission.PUBLISH)


def _locked(rows: Iterable[Staged], stage: Stage) -> tuple[list[Company], list[Placement]]:
    """Return those of ``rows`` that stand in ``stage`` now, locked, by kind."""
    keys: dict[type, set[int]] = {Company: set(), Placement: set()}
    for row in rows:
        keys[type(row)].add(row.pk)
    companies = [row for row in _companies(keys[Company]) if row.stage == stage]
    placements = [
        row
        for chunk in keys_in_chunks(sorted(keys[Placement]))
        for row in Placement.objects.select_for_update().filter(pk__in=chunk, stage=stage).order_by("pk")
    ]
    return companies, placements


def _companies(keys: Iterable[int]) -> list[Company]:
    found: list[Company] = []
    for chunk in keys_in_chunks(sorted(keys)):
        rows: QuerySet[Company] = Company.objects.select_for_update().filter(pk__in=chunk)
        found += rows.order_by("pk")
    return found


def _move(
    companies: Sequence[Company],
    placements: Sequence[Placement],
    stage: Stage,
    note: str,
    change: Change,
    comment: str = "",
) -> Reviewed:
    """Give the rows the stage and the note, in one batch."""
    done = Reviewed(change.batch, len(companies), len(placements))
    if not done.rows:
        return done
    reason = comment.strip() or change.reason
    batch = change.batch or open_batch(BatchKind.REVIEW, change.user, reason)
    signed = replace(change, batch=batch, reason=reason)
    for model, rows in ((Company, companies), (Placement, placements)):
        for row in rows:
            row.stage, row.review_note = stage, note
        update(model, rows, ("stage", "review_note"), signed)
        touch(rows, signed.moment)
    batch.counts = {"stage": stage.value, "companies": done.companies, "placements": done.placements}
    batch.save(update_fields=["counts"])
    return replace(done, batch=batch)
