"""What a merge or a split moves that has no history: noted in the batch, and put back from there.

Everything else that moves is found in the histories. ``batch.counts["moved"]`` holds, by relation, for each key
where the row stood and where it was moved to.
"""

from collections import defaultdict
from collections.abc import Mapping

from django.db import models

from chains.models import Batch, CompanyRedirect, JournalNote, PlacementRedirect, Suggestion

#: The relations that are noted, by the name under which they are.
NOTED: dict[str, tuple[type[models.Model], str]] = {
    "journalnote.company": (JournalNote, "company"),
    "suggestion.company": (Suggestion, "company"),
    "suggestion.placement": (Suggestion, "placement"),
    "companyredirect.company": (CompanyRedirect, "company"),
    "placementredirect.placement": (PlacementRedirect, "placement"),
}


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
                model._base_manager.filter(pk__in=keys, **{column: new}).update(**{column: old})
