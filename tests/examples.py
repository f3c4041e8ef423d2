"""With how many examples a costly property is tried: a few in ``make test``, many in ``make matrix``."""

from hypothesis import settings

#: Hypothesis has its profile from the command line before any test is read.
MATRIX = settings.get_current_profile_name() == "matrix"


def examples(number: int) -> int:
    """Return a third of ``number``, or in the matrix four times as many; for what makes rows for each example."""
    return 4 * number if MATRIX else -(-number // 3)
