"""What a merge or a split moves that has no history: noted in the batch, and put back from there."""

from chains.models import Batch


def restore_unhistoried(batch: Batch) -> None:
    """Put back what ``batch`` has moved and noted in its ``counts``."""
