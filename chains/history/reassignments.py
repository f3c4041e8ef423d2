"""Rows without a history that a merge moves, such as shortlist items: each move is recorded in the batch.

Everything else that moves is found in the histories. ``batch.counts["moved"]`` holds, by relation, for each key
where the row stood and where it was moved to. ``batch.counts["folded"]`` holds the entries of shortlists that met on
one list: what was dropped, and what the one that is kept said before and says now. ``batch.counts["redirects"]`` of an
undo holds, by model, the redirects that it took away: for the merge to count again.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import models

from chains.models import (
    Batch,
    Company,
    CompanyRedirect,
    JournalNote,
    Placement,
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

#: The redirects by the relation under which their moves are noted, and the model whose ids they lead on from.
REDIRECTS: dict[str, type[models.Model]] = {
    "companyredirect.company": Company,
    "placementredirect.placement": Placement,
}

#: What is noted of a dropped entry of a shortlist, besides when it was added.
_OF_ENTRY = ("id", "shortlist_id", "company_id", "reason", "order")


class Move(NamedTuple):
    """One recorded move of a row: its batch, the old company and the new one."""

    batch: int
    old: int
    new: int


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


class Moves:
    """Where the rows that ``batch`` has moved and noted are to stand, by the merges whose batch ``counts``."""

    def __init__(self, batch: Batch, counts: Callable[[int | None], bool]) -> None:
        self.batch = batch
        self.counts = counts
        self.noted: dict[str, dict[int, list[Move]]] = {}
        if "moved" in batch.counts:
            merges = Batch.objects.filter(kind=batch.kind, counts__has_key="moved").order_by("pk")
            self._note(merges.values_list("pk", "counts__moved"))

    def lets_go(self, model: type[models.Model], key: Any, coming: Collection[str]) -> bool:
        """Return whether a row without a history no longer refers to what it does, once all is put where it belongs.

        An old id leads on only as long as the merge counts, and no row has the id: not where one is ``coming`` back.
        """
        for relation, (noted, name) in NOTED.items():
            if noted is not model:
                continue
            if relation in REDIRECTS:
                row = model._base_manager.filter(pk=key).values_list("public_id", "batch_id").first()
                if row is not None and (row[0] in coming or not self.counts(row[1])):
                    return True
            if (target := self._target(relation, key)) is not None:
                return target != model._base_manager.filter(pk=key).values_list(f"{name}_id", flat=True).first()
        return model is ShortlistEntry and self.counts(self.batch.pk) and key in self._dropped()

    def put_back(self) -> None:
        """Put what was moved where it belongs, as far as that is there; may be called again when more is there.

        What somebody has put elsewhere stays there.
        """
        for relation, noted in self.noted.items():
            self._put(relation, {key: self._target(relation, key) for key in noted}, noted)
            if not self.counts(self.batch.pk):
                # Where it does not come so far back, it stands where this merge had found it.
                own = {
                    key: [move]
                    for key, moves in noted.items()
                    for move in moves
                    if move.batch == self.batch.pk and move.new != self._target(relation, key)
                }
                self._put(relation, {key: move.old for key, (move,) in own.items()}, own)
        for fold in self.batch.counts.get("folded", []):
            if self.counts(self.batch.pk):
                _fold(fold)
            else:
                _unfold(fold)

    def _put(self, relation: str, targets: Mapping[int, int], noted: Mapping[int, list[Move]]) -> None:
        """Let rows that stand where one of their ``noted`` moves has put or found them stand at their targets."""
        model, name = NOTED[relation]
        column = f"{name}_id"
        by_target = defaultdict(list)
        for key, target in targets.items():
            by_target[target].append(key)
        owner = model._meta.get_field(name).related_model
        for target in owner._base_manager.filter(pk__in=list(by_target)).values_list("pk", flat=True):
            keys = by_target[target]
            places = {place for key in keys for move in noted[key] for place in (move.old, move.new)} - {target}
            rows = model._base_manager.filter(pk__in=keys, **{f"{column}__in": places})
            if model is ShortlistEntry:
                # Back before its entry, somebody may have put the company on the list again.
                rows = rows.exclude(shortlist__in=ShortlistEntry.objects.filter(company=target).values("shortlist"))
            rows.update(**{column: target})

    def let_ids_lead(self, undo: Batch, chain: Iterable[Batch]) -> None:
        """Let the old ids lead on that have to, and no other; what no longer does is noted in ``undo``, not saved.

        What the undos of the ``chain`` have noted leads on again where the merge counts. An old id leads on for as long
        as no row has it again, and a dump does not say which batch made it lead on.
        """
        taken: dict[str, list[list[Any]]] = {}
        for relation, of in REDIRECTS.items():
            redirects, name = NOTED[relation]
            back = redirects._base_manager.filter(public_id__in=of._base_manager.values("public_id"))
            undone = redirects._base_manager.filter(batch=None if self.counts(self.batch.pk) else self.batch.pk)
            for row in back | undone.exclude(batch=None):
                moved = self.noted.get(relation, {}).get(row.pk)
                taken.setdefault(relation, []).append(
                    [row.pk, row.public_id, moved[0].old if moved else getattr(row, f"{name}_id"), row.batch_id]
                )
            redirects._base_manager.filter(pk__in=[row[0] for row in taken.get(relation, ())]).delete()
        if self.counts(self.batch.pk):
            for counts in Batch.objects.filter(undoes__in=list(chain)).order_by("pk").values_list("counts", flat=True):
                self._lead_again(counts.get("redirects", {}))
        if taken:
            undo.counts["redirects"] = taken

    def _lead_again(self, redirects: Mapping[str, list[list[Any]]]) -> None:
        for relation, rows in redirects.items():
            (model, name), of = NOTED[relation], REDIRECTS[relation]
            for key, public_id, owner, batch in rows:
                target = self._target(relation, key) or owner
                taken = of._base_manager.filter(public_id=public_id) or model._base_manager.filter(public_id=public_id)
                there = model._meta.get_field(name).related_model._base_manager.filter(pk=target)
                if self.counts(batch) and not taken.exists() and there.exists():
                    model._base_manager.create(pk=key, public_id=public_id, batch_id=batch, **{f"{name}_id": target})

    def _note(self, merges: Iterable[tuple[int, Mapping[str, Mapping[str, list[int]]]]]) -> None:
        own = self.batch.counts["moved"]
        for merge, moved in merges:
            for relation, rows in moved.items():
                for key, (old, new) in rows.items():
                    if relation in REDIRECTS or key in own.get(relation, {}):
                        self.noted.setdefault(relation, {}).setdefault(int(key), []).append(Move(merge, old, new))

    def _target(self, relation: str, key: int) -> int | None:
        """Return where a row belongs: where the newest move that counts has put it, else where it stood at first."""
        moves = self.noted.get(relation, {}).get(key)
        if not moves:
            return None
        return next((move.new for move in reversed(moves) if self.counts(move.batch)), moves[0].old)

    def _dropped(self) -> set[int]:
        return {row["id"] for fold in self.batch.counts.get("folded", []) for row in fold["dropped"]}


def _fold(fold: Mapping[str, Any]) -> None:
    """Drop the entries again that had been folded into another, which says what it said then."""
    kept = ShortlistEntry.objects.filter(pk=fold["kept"])
    if kept.exists():
        kept.filter(reason=fold["before"]).update(reason=fold["after"])
        for row in fold["dropped"]:
            ShortlistEntry.objects.filter(pk=row["id"], company=row["company_id"]).delete()


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
