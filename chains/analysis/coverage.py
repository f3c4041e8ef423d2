"""Coverage: which sub-segments have companies and which have none, for a region or one province. No ORM."""

from collections.abc import Iterator
from dataclasses import dataclass

from chains.analysis.gaps import Counts, Coverage, Tree


@dataclass(frozen=True, slots=True)
class Branch:
    """A segment with all that is defined below it, and the distinct companies in its whole subtree."""

    segment: str
    companies: int
    children: tuple["Branch", ...] = ()

    @property
    def coverage(self) -> Coverage:
        """How many of the children have a company, anywhere below them."""
        return Coverage(sum(child.companies > 0 for child in self.children), len(self.children))

    @property
    def levels(self) -> tuple[Coverage, ...]:
        """The coverage of the children, of the grandchildren, and so on down to the last level."""
        levels, level = [], self.children
        while level:
            levels.append(Coverage(sum(branch.companies > 0 for branch in level), len(level)))
            level = tuple(child for branch in level for child in branch.children)
        return tuple(levels)

    @property
    def nobody(self) -> tuple[str, ...]:
        """The codes of the segments below without a company, in order; not those below one that has none itself."""
        return tuple(self._nobody())

    def _nobody(self) -> Iterator[str]:
        for child in self.children:
            if child.companies:
                yield from child._nobody()
            else:
                yield child.segment


class Occupancy:
    """Companies by segment and province: each counts in its segment and in all above, in its province and overall."""

    def __init__(self, tree: Tree, counts: Counts) -> None:
        self._tree = tree
        self._counts = counts

    def branch(self, code: str, province: str | None = None) -> Branch:
        """Return the segment ``code`` with all below it, as seen in ``province`` or (``None``) in the whole region."""
        return Branch(
            segment=code,
            companies=self._counts.tally(code, province).companies,
            children=tuple(self.branch(child, province) for child in self._tree.children.get(code, ())),
        )
