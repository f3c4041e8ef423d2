"""Which public records a written row affects: for each table, queries for the entries of the changelog.

A dependency is a query for entries of the log: (list, key, kind, into). In it ``{column}`` stands for the values that
the written rows have, or had, in a column: see ``statements.py``.
"""

from dataclasses import dataclass

INSERT, UPDATE, DELETE = EVENTS = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True, slots=True)
class List:
    """A list of the API: its table, the column by which its records are known, and what of it is public.

    ``public`` is a condition on a row ``r``, with what it ``joins``; a row that is public but not ``shown`` stands on
    record, and its list does not show it. ``target`` is the column of the table of its redirects, where it has one, by
    which an old key leads to a row.
    """

    table: str
    key: str = "public_id"
    joins: str = ""
    public: str = "TRUE"
    shown: str = "TRUE"
    target: str = ""

    @property
    def redirects(self) -> str:
        """The table of old keys that lead to a row; only where there is a ``target``."""
        return f"{self.table}redirect"

    @property
    def public_keys(self) -> str:
        """The query for the keys of public rows ``r``; a further condition may follow."""
        return f"SELECT r.{self.key} FROM {self.table} r {self.joins} WHERE {self.public}"

    def heir(self, key: str) -> str:
        """Return the query for the key of the public row that an old key leads to; it gives nothing where none does."""
        return (
            f"SELECT r.{self.key} FROM {self.redirects} d JOIN {self.table} r ON r.id = d.{self.target} {self.joins} "
            f"WHERE {self.public} AND d.public_id = {key}"
        )

    def stands(self, key: str) -> str:
        """Return the expression for where a key stands: at itself where the list shows it, at its heir, or at ``''``.

        A key of a public row that the list does not show stands nowhere, whatever redirect there is.
        """
        public = f"{self.public_keys} AND r.{self.key} = {key}"
        heir = f"coalesce(({self.heir(key)}), '')" if self.target else "''"
        return f"CASE WHEN EXISTS ({public} AND {self.shown}) THEN {key} WHEN EXISTS ({public}) THEN '' ELSE {heir} END"


@dataclass(frozen=True, slots=True)
class Dependency:
    """Entries that a write causes. On UPDATE only for rows where one of the columns ``when`` has changed, if any.

    ``only`` is a condition on the written rows: with ``when``, on one of their two states.
    """

    select: str
    when: tuple[str, ...] = ()
    only: str = "TRUE"
    events: tuple[str, ...] = EVENTS


LISTS: dict[str, List] = {
    "chains": List("chains_chain", "slug"),
    "segments": List("chains_segment", "code"),
    "regions": List("chains_region", "slug"),
    "provinces": List("chains_province", "code"),
    "cities": List("chains_city", "code"),
    "companies": List("chains_company", public="r.stage = 'published'", target="company_id"),
    "placements": List(
        "chains_placement",
        joins="JOIN chains_company owner ON owner.id = r.company_id AND owner.stage = 'published'",
        public="r.stage = 'published'",
        shown="r.status <> 'withdrawn'",
        target="placement_id",
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

_PUBLISHED = "stage = 'published'"

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


def shown_in(name: str, where: str, **options: object) -> Dependency:
    """Return the dependency of public records of a list, found by a condition on ``r``, that are shown otherwise."""
    each = LISTS[name]
    kind = "'changed'" if each.shown == "TRUE" else f"CASE WHEN {each.shown} THEN 'changed' ELSE 'withdrawn' END"
    select = f"SELECT '{name}', r.{each.key}, {kind}, '' FROM {each.table} r {each.joins} WHERE {each.public}"
    return Dependency(f"{select} AND {where}", **options)


def _by_segment(segments: str, when: tuple[str, ...]) -> list[Dependency]:
    return [
        shown_in(name, where.replace("{segments}", segments), when=when, events=(UPDATE,))
        for name, where in _BY_SEGMENT.items()
    ]


def _each(names: str, where: str, **options: object) -> list[Dependency]:
    return [shown_in(name, where, **options) for name in names.split()]


def present(name: str, keys: str, *, shown: str = "changed") -> str:
    """Return the query for entries that say how keys of a list stand; ``keys`` is a query for them, as ``value``.

    How they stand follows from what is on record, whatever was written first. What the list shows is told as ``shown``.
    """
    return (
        f"SELECT '{name}', code, "
        f"CASE WHEN stands = code THEN '{shown}' WHEN stands = '' THEN 'withdrawn' ELSE 'merged' END, "
        "CASE WHEN stands = code THEN '' ELSE stands END "
        f"FROM (SELECT k.value AS code, {LISTS[name].stands('k.value')} AS stands FROM ({keys}) AS k) AS standing"
    )


def old_keys(name: str, keys: str, **options: object) -> Dependency:
    """Return the dependency of old keys that are in the log: each leads to a record, or to nothing.

    What decides may be written before or after: the redirect, the record that it leads to, or that one's company.
    """
    return Dependency(present(name, f"SELECT o.value FROM ({keys}) AS o WHERE {told(name, 'o.value')}"), **options)


def told(name: str, key: str) -> str:
    """Return the condition that the log has an entry of this key, so that the public has heard of it."""
    return f"""EXISTS (SELECT 1 FROM chains_recordchange t WHERE t.list = '{name}' AND t."key" = {key})"""


#: Placements come and go with their company, also where it is written after them: until a transaction ends, a
#: placement may stand at a company that is not on record yet, or no more.
_WITH_COMPANY = Dependency(
    present(
        "placements",
        "SELECT p.public_id AS value FROM chains_placement p WHERE p.stage = 'published' AND p.company_id IN ({id})",
        shown="created",
    ),
    when=("stage",),
    only=_PUBLISHED,
)

_HAS_LABEL = "r.id IN (SELECT l.company_id FROM chains_companylabel l WHERE l.label_id IN ({id}))"
_PROOF = "SELECT e.placement_id FROM chains_evidence e WHERE e.source_id IN ({id})"

#: Table → what a write to it changes, besides the records of the list that it is.
DEPENDENCIES: dict[str, list[Dependency]] = {
    "chains_company": [
        shown_in("placements", "r.company_id IN ({id})", when=("name",), events=(UPDATE,)),
        _WITH_COMPANY,
        shown_in(
            "research-bases",
            "r.id IN (SELECT m.base_id FROM chains_researchbasemember m WHERE m.company_id IN ({id}))",
            when=("stage",),
            events=(UPDATE,),
        ),
        shown_in("platforms", "r.host_id IN ({id})", when=("stage",), events=(UPDATE,)),
        shown_in("projects", "r.investor_company_id IN ({id})", when=("stage",), events=(UPDATE,)),
        old_keys(
            "companies",
            "SELECT d.public_id AS value FROM chains_companyredirect d WHERE d.company_id IN ({id})",
            when=("stage",),
            only=_PUBLISHED,
        ),
        old_keys(
            "placements",
            "SELECT d.public_id AS value FROM chains_placementredirect d "
            "JOIN chains_placement p ON p.id = d.placement_id WHERE p.company_id IN ({id})",
            when=("stage",),
            only=_PUBLISHED,
        ),
    ],
    "chains_placement": [
        shown_in("companies", "r.id IN ({company_id})", only=_PUBLISHED),
        old_keys(
            "placements",
            "SELECT d.public_id AS value FROM chains_placementredirect d WHERE d.placement_id IN ({id})",
            when=("stage", "company_id"),
        ),
    ],
    "chains_companyredirect": [old_keys("companies", "{public_id}", when=("company_id", "public_id"))],
    "chains_placementredirect": [old_keys("placements", "{public_id}", when=("placement_id", "public_id"))],
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
            "(r.registration_status_source_id IN ({id}) "
            "OR r.id IN (SELECT n.company_id FROM chains_companyname n WHERE n.source_id IN ({id})) "
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
    DEPENDENCIES[_table].append(Dependency(f"SELECT '{VOCABULARY}', value, 'changed', '' FROM ({{slug}}) AS named"))

#: Every table that is watched.
TABLES = tuple(sorted({*DEPENDENCIES, *(each.table for each in LISTS.values())}))
