"""Tallies of a gap table: by bitmaps where possible, else from the placements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chains.analysis.gaps import Claim, ClaimCounts, Node, Tally, Tree
from chains.choices import UNKNOWN_PROVINCE
from chains.models import Chain, Placement

from .cell_counts import elsewhere, in_one_only, tallies, unknown
from .refresh import current


@dataclass(frozen=True)
class GapTallies:
    """Tallies by segment and province (``None``: the region); of all of a chain the distinct ``companies``.

    ``elsewhere`` are those of them that are placed outside the region, in it as well or not. ``unknown`` are companies
    in China of which the province is not known, by segment (``None``: the chain): in no margin, and not elsewhere.
    """

    chain: Chain
    tallies: Mapping[str, Mapping[str | None, Tally]]
    companies: int
    elsewhere: int
    unknown: Mapping[str | None, int]
    #: The live placements that were counted, where they were counted one by one.
    counted: tuple[Claim, ...] | None = None

    def tally(self, code: str, province: str | None) -> Tally:
        """Return the tally of a segment with its subtree in one province, or (``None``) over all of the region."""
        return self.tallies[code][province]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The live placements of the chain, wherever they are; one query at most."""
        return _claims_of(self.chain) if self.counted is None else self.counted


def gap_tallies(chain: Chain, nodes: Sequence[Node], provinces: Sequence[str]) -> GapTallies:
    """Return the tallies of all segments of a chain (``nodes``) over these provinces."""
    tree, codes = Tree(nodes), [node.code for node in nodes]
    with current() as state:
        if state is None or not all(code in state.catalogue.vocabulary.chains for code in codes):
            return _by_claim(chain, tree, codes, provinces)
        index = state.index

        def compute(stale: list[str]) -> dict[str, dict[str | None, Tally]]:
            dedicated = in_one_only(index, tree.children[None])
            return {code: tallies(index, code, provinces, dedicated) for code in stale}

        return GapTallies(
            chain,
            state.by_segment(("cells", tuple(provinces)), codes, compute),
            companies=len(index.companies({"chain": [chain.slug]})),
            elsewhere=elsewhere(index, chain.slug, (*provinces, UNKNOWN_PROVINCE)),
            unknown=unknown(index, chain.slug, codes),
        )


def _by_claim(chain: Chain, tree: Tree, codes: Sequence[str], provinces: Sequence[str]) -> GapTallies:
    claims = _claims_of(chain)
    counts, nowhere = ClaimCounts(tree, provinces, claims), ClaimCounts(tree, (UNKNOWN_PROVINCE,), claims)
    places, known = (*provinces, None), {*provinces, UNKNOWN_PROVINCE}
    return GapTallies(
        chain,
        {code: {province: counts.tally(code, province) for province in places} for code in codes},
        companies=len({claim.company for claim in claims}),
        elsewhere=len({claim.company for claim in claims if claim.province not in known}),
        unknown={code: nowhere.tally(code, None).companies for code in codes}
        | {None: len({claim.company for claim in claims if claim.province == UNKNOWN_PROVINCE})},
        counted=claims,
    )


def _claims_of(chain: Chain) -> tuple[Claim, ...]:
    return tuple(Placement.objects.live().of_chain(chain.slug).claims())
