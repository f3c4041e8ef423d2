"""Which written row changes which public record: of each table, the effects that a write to it has on the log.

An effect is a query for entries of the log: (list, key, kind, into). In it ``{column}`` stands for the values that the
written rows have, or had, in a column: see ``statements.py``.
"""

from dataclasses import dataclass
from typing import Literal

INSERT, UPDATE, DELETE = EVENTS = ("INSERT", "UPDATE", "DELETE")

#: Which of the written rows count: all, those that began to fulfil ``only``, those that ceased to.
Turn = Literal["", "gained", "lost"]


@dataclass(frozen=True, slots=True)
class List:
    """A list of the API: its table, the column by which its records are known, and what of it is public.

    ``public`` is a condition on a row ``r``, with what it ``joins``; a row that is public but not ``shown`` stands on
    record, and its list does not show it.
    """

    table: str
    key: str = "public_id"
    joins: str = ""
    public: str = "TRUE"
    shown: str = "TRUE"


@dataclass(frozen=True, slots=True)
class Effect:
    """Entries that a write causes. On UPDATE only for rows where one of the columns ``when`` has changed, if any.

    ``only`` is a condition on the written rows; where a ``turn`` is named, it is one on their stage.
    """

    select: str
    when: tuple[str, ...] = ()
    only: str = "TRUE"
    turn: Turn = ""
    events: tuple[str, ...] = EVENTS

    @property
    def depends_on(self) -> tuple[str, ...]:
        """The columns of which one must have changed, on UPDATE; none where it makes no difference."""
        return ("stage",) if self.turn else self.when


LISTS: dict[str, List] = {
    "chains": List("chains_chain", "slug"),
    "segments": List("chains_segment", "code"),
    "regions": List("chains_region", "slug"),
    "provinces": List("chains_province", "code"),
    "cities": List("chains_city", "code"),
    "companies": List("chains_company", public="r.stage = 'published'"),
    "placements": List(
        "chains_placement",
        joins="JOIN chains_company owner ON owner.id = r.company_id AND owner.stage = 'published'",
        public="r.stage = 'published'",
        shown="r.status <> 'withdrawn'",
    ),
    "research-bases": List("chains_researchbase"),
    "platforms": List("chains_platform"),
    "parks": List("chains_park"),
    "alliances": List("chains_alliance"),
    "technologies": List("chains_technology"),
    "projects": List("chains_project"),
    "assessments": List("chains_assessment"),
    "supply-shares": List("chains_supplyshare"),
    "targets": List("chains_target"),
    "sources": List("chains_source", "slug"),
}

#: What shows the code of a segment, or is sorted by it, by how it is tied to one.
_BY_SEGMENT = {
    "placements": "r.segment_id IN ({segments})",
    "companies": "r.id IN (SELECT p.company_id FROM chains_placement p WHERE p.segment_id IN ({segments}))",
    "research-bases": (
        "r.id IN (SELECT m.researchbase_id FROM chains_researchbase_segments m WHERE m.segment_id IN ({segments}))"
    ),
    "technologies": (
        "r.id IN (SELECT m.technology_id FROM chains_technology_segments m WHERE m.segment_id IN ({segments}))"
    ),
    "projects": "r.segment_id IN ({segments})",
    "assessments": "r.segment_id IN ({segments})",
    "supply-shares": "r.segment_id IN ({segments})",
    "targets": "r.segment_id IN ({segments})",
}

_OF_LAYERS = "SELECT s.id FROM chains_segment s WHERE s.layer_id IN ({layers})"
_OF_CHAINS = "SELECT l.id FROM chains_layer l WHERE l.chain_id IN ({id})"


def shown_in(name: str, where: str, **options: object) -> Effect:
    """Return the effect that public records of a list, found by a condition on ``r``, are shown otherwise."""
    each = LISTS[name]
    kind = "'changed'" if each.shown == "TRUE" else f"CASE WHEN {each.shown} THEN 'changed' ELSE 'withdrawn' END"
    select = f"SELECT '{name}', r.{each.key}, {kind}, '' FROM {each.table} r {each.joins} WHERE {each.public}"
    return Effect(f"{select} AND {where}", **options)


def _by_segment(segments: str, when: tuple[str, ...]) -> list[Effect]:
    return [
        shown_in(name, where.replace("{segments}", segments), when=when, events=(UPDATE,))
        for name, where in _BY_SEGMENT.items()
    ]


def _each(names: str, where: str, **options: object) -> list[Effect]:
    return [shown_in(name, where, **options) for name in names.split()]


def _merged(name: str, owner: str, where: str, **options: object) -> Effect:
    """Return the effect that old ids, which the public has heard of, lead to the record they were merged into."""
    each = LISTS[name]
    return Effect(
        f"SELECT '{name}', d.public_id, 'merged', r.public_id FROM {each.table}redirect d "
        f"JOIN {each.table} r ON r.id = d.{owner} {each.joins} WHERE {each.public} AND {where} AND {_told(name, 'd')}",
        **options,
    )


def _leads_nowhere(name: str) -> Effect:
    """Return the effect of a redirect that is taken away, unless a record has the id again."""
    table = LISTS[name].table
    return Effect(
        f"SELECT '{name}', d.public_id, 'withdrawn', '' FROM {{old}} d "
        f"WHERE NOT EXISTS (SELECT 1 FROM {table} r WHERE r.public_id = d.public_id) AND {_told(name, 'd')}",
        events=(DELETE,),
    )


def _told(name: str, alias: str) -> str:
    return f"""EXISTS (SELECT 1 FROM chains_recordchange t WHERE t.list = '{name}' AND t."key" = {alias}.public_id)"""


def _with_company(kind: str, turn: Turn, events: tuple[str, ...]) -> Effect:
    """Return the effect that placements come and go with their company."""
    return Effect(
        f"SELECT 'placements', r.public_id, {kind}, '' FROM chains_placement r "
        "WHERE r.stage = 'published' AND r.company_id IN ({id})",
        only="stage = 'published'",
        turn=turn,
        events=events,
    )


_HAS_LABEL = "r.id IN (SELECT l.company_id FROM chains_companylabel l WHERE l.label_id IN ({id}))"
_PROOF = "SELECT e.placement_id FROM chains_evidence e WHERE e.source_id IN ({id})"
_PUBLISHED = "stage = 'published'"

#: Table → what a write to it changes, besides the records of the list that it is.
EFFECTS: dict[str, list[Effect]] = {
    "chains_company": [
        shown_in("placements", "r.company_id IN ({id})", when=("name",), events=(UPDATE,)),
        _with_company("CASE r.status WHEN 'withdrawn' THEN 'withdrawn' ELSE 'created' END", "gained", (UPDATE,)),
        _with_company("'withdrawn'", "lost", (UPDATE, DELETE)),
        shown_in(
            "research-bases",
            "r.id IN (SELECT m.base_id FROM chains_researchbasemember m WHERE m.company_id IN ({id}))",
            when=("stage",),
            events=(UPDATE,),
        ),
        shown_in("platforms", "r.host_id IN ({id})", when=("stage",), events=(UPDATE,)),
        shown_in("projects", "r.investor_company_id IN ({id})", when=("stage",), events=(UPDATE,)),
        _merged("companies", "company_id", "r.id IN ({id})", only=_PUBLISHED, turn="gained", events=(UPDATE,)),
        _merged("placements", "placement_id", "owner.id IN ({id})", only=_PUBLISHED, turn="gained", events=(UPDATE,)),
    ],
    "chains_placement": [
        shown_in("companies", "r.id IN ({company_id})", only=_PUBLISHED),
        _merged("placements", "placement_id", "r.id IN ({id})", only=_PUBLISHED, turn="gained", events=(UPDATE,)),
    ],
    "chains_companyredirect": [
        _merged("companies", "company_id", "d.id IN ({id})", when=("company_id", "public_id"), events=(INSERT, UPDATE)),
        _leads_nowhere("companies"),
    ],
    "chains_placementredirect": [
        _merged(
            "placements", "placement_id", "d.id IN ({id})", when=("placement_id", "public_id"), events=(INSERT, UPDATE)
        ),
        _leads_nowhere("placements"),
    ],
    "chains_companyname": [shown_in("companies", "r.id IN ({company_id})")],
    "chains_listing": [shown_in("companies", "r.id IN ({company_id})")],
    "chains_companylabel": [shown_in("companies", "r.id IN ({company_id})")],
    "chains_label": [
        shown_in("companies", _HAS_LABEL, when=("slug", "name", "name_en", '"order"'), events=(UPDATE,)),
    ],
    "chains_evidence": [
        shown_in("placements", "r.id IN ({placement_id})"),
        shown_in(
            "companies",
            "r.id IN (SELECT p.company_id FROM chains_placement p "
            "WHERE p.stage = 'published' AND p.id IN ({placement_id}))",
        ),
    ],
    "chains_source": [
        *_each(
            "research-bases platforms parks alliances projects technologies assessments supply-shares targets",
            "r.source_id IN ({id})",
            when=("slug",),
            events=(UPDATE,),
        ),
        shown_in("placements", f"r.id IN ({_PROOF})", when=("slug",), events=(UPDATE,)),
        shown_in(
            "companies",
            "(r.id IN (SELECT n.company_id FROM chains_companyname n WHERE n.source_id IN ({id})) "
            "OR r.id IN (SELECT l.company_id FROM chains_companylabel l WHERE l.source_id IN ({id})) "
            f"OR r.id IN (SELECT p.company_id FROM chains_placement p WHERE p.id IN ({_PROOF})))",
            when=("slug",),
            events=(UPDATE,),
        ),
    ],
    "chains_researchbasemember": [shown_in("research-bases", "r.id IN ({base_id})")],
    "chains_researchbase_chains": [shown_in("research-bases", "r.id IN ({researchbase_id})")],
    "chains_researchbase_segments": [shown_in("research-bases", "r.id IN ({researchbase_id})")],
    "chains_platform_chains": [shown_in("platforms", "r.id IN ({platform_id})")],
    "chains_park_chains": [shown_in("parks", "r.id IN ({park_id})")],
    "chains_technology_segments": [shown_in("technologies", "r.id IN ({technology_id})")],
    "chains_citygroup_cities": [shown_in("cities", "r.code IN ({city_id})")],
    "chains_citygroup": [
        shown_in(
            "cities",
            "r.code IN (SELECT m.city_id FROM chains_citygroup_cities m WHERE m.citygroup_id IN ({id}))",
            when=("slug",),
            events=(UPDATE,),
        )
    ],
    "chains_regionprovince": [
        shown_in("regions", "r.id IN ({region_id})"),
        shown_in("provinces", "r.code IN ({province_id})"),
    ],
    "chains_region": [
        shown_in(
            "provinces",
            "r.code IN (SELECT m.province_id FROM chains_regionprovince m WHERE m.region_id IN ({id}))",
            when=("slug",),
            events=(UPDATE,),
        ),
        *_each("chains assessments", "r.region_id IN ({id})", when=("slug",), events=(UPDATE,)),
    ],
    "chains_chain": [
        *_by_segment(_OF_LAYERS.replace("{layers}", _OF_CHAINS), ("slug", '"order"')),
        shown_in("segments", f"r.layer_id IN ({_OF_CHAINS})", when=("slug", '"order"'), events=(UPDATE,)),
        *_each("alliances technologies projects", "r.chain_id IN ({id})", when=("slug",), events=(UPDATE,)),
        *(
            shown_in(
                f"{name}s" if name != "researchbase" else "research-bases",
                f"r.id IN (SELECT m.{name}_id FROM chains_{name}_chains m WHERE m.chain_id IN ({{id}}))",
                when=("slug", '"order"'),
                events=(UPDATE,),
            )
            for name in ("researchbase", "platform", "park")
        ),
        shown_in(
            "companies",
            "r.id IN (SELECT l.company_id FROM chains_companylabel l WHERE l.chain_id IN ({id}))",
            when=("slug",),
            events=(UPDATE,),
        ),
    ],
    "chains_layer": [
        shown_in("chains", "r.id IN ({chain_id})"),
        shown_in("segments", "r.layer_id IN ({id})", when=("code", "chain_id", '"order"'), events=(UPDATE,)),
        *_by_segment(_OF_LAYERS.replace("{layers}", "{id}"), ("code", "chain_id", '"order"')),
    ],
    "chains_segment": [
        shown_in("chains", "r.id IN (SELECT l.chain_id FROM chains_layer l WHERE l.id IN ({layer_id}))"),
        shown_in("segments", "r.id IN ({parent_id})", when=("code", "parent_id", '"order"')),
        shown_in("segments", "r.parent_id IN ({id})", when=("code",), events=(UPDATE,)),
        shown_in(
            "segments",
            "(r.id IN (SELECT l.upstream_id FROM chains_segmentlink l WHERE l.downstream_id IN ({id})) "
            "OR r.id IN (SELECT l.downstream_id FROM chains_segmentlink l WHERE l.upstream_id IN ({id})))",
            when=("code", "path"),
            events=(UPDATE,),
        ),
        *_by_segment("{id}", ("code", "path", "layer_id", '"order"')),
    ],
    "chains_segmentlink": [
        shown_in("segments", "r.id IN ({upstream_id})"),
        shown_in("segments", "r.id IN ({downstream_id})"),
    ],
}

#: What the log has besides the lists of the API, for the facets alone: names of values that no record shows.
VOCABULARY = "vocabulary"
for _table in ("chains_label", "chains_citygroup"):
    EFFECTS[_table].append(Effect(f"SELECT '{VOCABULARY}', value, 'changed', '' FROM ({{slug}}) AS named"))

#: Every table that is watched.
TABLES = tuple(sorted({*EFFECTS, *(each.table for each in LISTS.values())}))
