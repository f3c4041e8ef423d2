"""What a merge or a split moves that has no history: noted in the batch, and put back from there.

Everything else that moves is found in the histories. ``batch.counts["moved"]`` holds, by relation, for each key
where the row stood and where it was moved to. ``batch.counts["folded"]`` holds the entries of shortlists that met on
one list: what was dropped, and what the one that is kept said before and says now.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import models

from chains.models import (
    Batch,
    Company,
    CompanyRedirect,
    JournalNote,
    PlacementRedirect,
    Shortlist,
    ShortlistEntry,
    Suggestion,
)

#: The relations that are noted, by the name under which they are.
NOTED: dict[str, tuple[type[models.Model], str]] = {
    "journalnote.company": (JournalNote, "company"),
    "suggestion.company": (Suggestion, "company"),
    "suggestion.placement": (Suggestion, "placement"),
    "shortlistentry.company": (ShortlistEntry, "company"),
    "companyredirect.company": (CompanyRedirect, "company"),
    "placementredirect.placement": (PlacementRedirect, "placement"),
}

#: What is noted of a dropped entry of a shortlist, besides when it was added.
_OF_ENTRY = ("id", "shortlist_id", "company_id", "reason", "order")


def move_unhistoried(batch: Batch, relation: str, targets: Mapping[int, int]) -> int:
    """Let what points by ``relation`` at a key of ``targets`` point at its value; return how many rows that is.

    What was moved is noted in ``batch.counts``, which the caller saves.
    """
    model, name = NOTED[relation]
    column = f"{name}_id"
    noted = batch.counts.setdefault("moved", {}).setdefault(relation, {})
    found = dict(model._base_manager.filter(**{f"{name}__in": list(targets)}).values_list("pk", column))
    by_target = defaultdict(list)
    for key, old in found.items():
        noted[str(key)] = [old, targets[old]]
        by_target[targets[old]].append(key)
    for target, keys in by_target.items():
        model._base_manager.filter(pk__in=keys).update(**{column: target})
    return len(found)


def move_entries(batch: Batch, companies: Collection[int], owner: int) -> None:
    """Let the entries of shortlists that are of ``companies`` be of ``owner``, on each list one.

    Of several on a list the owner's own is kept, else the first; it takes over the reasons of the others.
    """
    found = ShortlistEntry.objects.filter(company__in=[owner, *companies]).order_by("order", "pk")
    by_list: dict[int, list[ShortlistEntry]] = defaultdict(list)
    for entry in sorted(found, key=lambda entry: entry.company_id != owner):
        by_list[entry.shortlist_id].append(entry)
    for kept, *others in by_list.values():
        if not others:
            continue
        before = kept.reason
        kept.reason = "\n".join(dict.fromkeys(each.reason for each in (kept, *others) if each.reason))
        dropped = [
            {name: getattr(each, name) for name in _OF_ENTRY} | {"added": each.added.isoformat()} for each in others
        ]
        folded = batch.counts.setdefault("folded", [])
        folded.append({"kept": kept.pk, "before": before, "after": kept.reason, "dropped": dropped})
        ShortlistEntry.objects.filter(pk__in=[each.pk for each in others]).delete()
        kept.save(update_fields=["reason"])
    move_unhistoried(batch, "shortlistentry.company", dict.fromkeys(companies, owner))


def restore_unhistoried(batch: Batch) -> None:
    """Put back what ``batch`` has moved and noted, as far as it still stands there and where it stood is back."""
    for relation, noted in batch.counts.get("moved", {}).items():
        model, name = NOTED[relation]
        column = f"{name}_id"
        owner = model._meta.get_field(name).related_model
        there = set(
            owner._base_manager.filter(pk__in={old for old, _new in noted.values()}).values_list("pk", flat=True)
        )
        by_step = defaultdict(list)
        for key, (old, new) in noted.items():
            by_step[old, new].append(int(key))
        for (old, new), keys in by_step.items():
            if old in there:
                rows = model._base_manager.filter(pk__in=keys, **{column: new})
                if model is ShortlistEntry:
                    # Back before its entry, somebody may have put the company on the list again.
                    rows = rows.exclude(shortlist__in=ShortlistEntry.objects.filter(company=old).values("shortlist"))
                rows.update(**{column: old})
    for fold in batch.counts.get("folded", []):
        _unfold(fold)


def _unfold(fold: Mapping[str, Any]) -> None:
    """Make the entries again that were folded into another, and let that one say what it said before.

    Unless the list or the company is gone, the company is on the list again, or somebody has taken the one that was
    kept off the list since; a reason that somebody has edited since stays.
    """
    kept = ShortlistEntry.objects.filter(pk=fold["kept"])
    if not kept.exists():
        return
    kept.filter(reason=fold["after"]).update(reason=fold["before"])
    for row in fold["dropped"]:
        there = Shortlist.objects.filter(pk=row["shortlist_id"]).exists()
        there = there and Company.objects.filter(pk=row["company_id"]).exists()
        same = ShortlistEntry.objects.filter(shortlist=row["shortlist_id"], company=row["company_id"])
        if there and not same.exists():
            entry = ShortlistEntry.objects.create(**{name: row[name] for name in _OF_ENTRY})
            # What is new is dated now, and this is not new.
            ShortlistEntry.objects.filter(pk=entry.pk).update(added=datetime.fromisoformat(row["added"]))
