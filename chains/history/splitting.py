"""Splitting a company in two: a new company takes the names, placements and evidence chosen for it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.utils.translation import gettext as _

from chains.choices import BatchKind
from chains.history import curation
from chains.history.batches import change_in, open_batch
from chains.history.bulk_writing import remove
from chains.history.merging import MergeError, hand_over
from chains.models import (
    Batch,
    Company,
    CompanyLabel,
    CompanyName,
    Listing,
    Placement,
    Platform,
    Project,
    ResearchBaseMember,
)
from chains.models.columns import COLUMNS, Use
from chains.permissions import Permission, require

#: What may go to the new company, and by which relation it belongs to one.
PARTS: dict[str, tuple[type[models.Model], str]] = {
    "names": (CompanyName, "company"),
    "listings": (Listing, "company"),
    "labels": (CompanyLabel, "company"),
    "placements": (Placement, "company"),
    "platforms": (Platform, "host"),
    "memberships": (ResearchBaseMember, "company"),
    "projects": (Project, "investor_company"),
}
#: Fields of the new company that can be given.
NEW_FIELDS = COLUMNS[Company].names(Use.SPLIT)


@dataclass(frozen=True, slots=True)
class Parts:
    """The keys of the rows that go to the new company; placements take their evidence along."""

    names: Collection[int] = ()
    listings: Collection[int] = ()
    labels: Collection[int] = ()
    placements: Collection[int] = ()
    platforms: Collection[int] = ()
    memberships: Collection[int] = ()
    projects: Collection[int] = ()


@transaction.atomic
def split(
    company: Company, parts: Parts, values: Mapping[str, Any], user: AbstractBaseUser | None, reason: str
) -> Batch:
    """Make a new company with ``values`` (see :data:`NEW_FIELDS`) that takes over ``parts``; return the batch.

    Its public id stands in ``batch.counts["new"]``. What is the new company's legal name or credit code no longer
    is the old one's; another name that the new company now bears as its own is dropped. Raises
    :class:`MergeError`, ``ValidationError`` for values that cannot be, ``PermissionDenied`` where it is not permitted.
    """
    reason = reason.strip()
    if not reason:
        raise MergeError(_("Say why, in a few words: the history keeps it."))
    if set(values) - set(NEW_FIELDS):
        raise MergeError(_("These fields cannot be given to the new company."))
    company = Company.objects.select_for_update().filter(pk=company.pk).first()
    if company is None:
        raise MergeError(_("One of the companies is no longer on record."))
    require(user, Permission.MERGE, company)
    chosen = {each.name: _rows(company, each.name, getattr(parts, each.name)) for each in fields(Parts)}
    batch = open_batch(BatchKind.SPLIT, user, reason)
    change = change_in(batch)
    new = Company(**values, stage=company.stage)
    new.clean_place()
    new.clean_fields(exclude={each.name for each in Company._meta.fields if not each.editable})
    new.derive()
    if new.name == company.name:
        raise MergeError(_("Give the new company a name of its own."))
    taken = [
        name for name in ("legal_name", "uscc") if getattr(new, name) and getattr(new, name) == getattr(company, name)
    ]
    if taken:
        for name in taken:
            setattr(company, name, "")
        curation.save(company, change)
    new.full_clean()
    curation.save(new, change)
    own = {new.name, new.legal_name, new.name_en}
    remove(CompanyName, [row for row in chosen["names"] if row.name in own], change)
    chosen["names"] = [row for row in chosen["names"] if row.name not in own]
    for part, rows in chosen.items():
        model, relation = PARTS[part]
        hand_over(model, relation, rows, new.pk, change)
    curation.mark_changed(Company, [company.pk, new.pk], change.moment)
    batch.counts = {"company": company.public_id, "new": new.public_id} | {
        part: len(rows) for part, rows in chosen.items() if rows
    }
    batch.save(update_fields=["counts"])
    return batch


def _rows(company: Company, part: str, keys: Collection[int]) -> list[Any]:
    model, relation = PARTS[part]
    rows = list(model._default_manager.filter(pk__in=list(keys), **{relation: company}).order_by("pk"))
    if len(rows) < len(set(keys)):
        raise MergeError(
            _("Some of what is to go to the new company does not belong to “%(name)s”.") % {"name": company}
        )
    return rows
