"""A supply chain from five files becomes a chain of its own: once, in one batch, without touching what is there."""

import pytest
from django.core.exceptions import PermissionDenied

from chains.history.batches import undo
from chains.models import (
    Batch,
    Chain,
    Company,
    CompanyName,
    Evidence,
    Layer,
    Placement,
    Segment,
    SegmentLink,
    Snapshot,
    Source,
    SupplyShare,
)
from chains.seeding.supply_chain import plan_supply_chain
from chains.seeding.supply_chain_writing import SupplyChainRefusedError, import_supply_chain
from tests.factories import make_chain, make_company, make_company_name, make_placement, make_region, make_user
from tests.queries import queries_of
from tests.supply_chain_files import INPUTS, PROVIDERS, PROVISION, SEQUENCE, five_files

pytestmark = pytest.mark.django_db

#: Snapshots are taken before every batch that changes something.
TABLES = (
    Snapshot,
    Chain,
    Layer,
    Segment,
    SegmentLink,
    Company,
    CompanyName,
    Placement,
    Evidence,
    SupplyShare,
    Source,
    Batch,
)


def brought(slug="world", name="World chain", **files):
    return import_supply_chain(plan_supply_chain(five_files(**files)), slug=slug, name=name, source="Atlas of supply")


def rows():
    return {model: model.objects.count() for model in TABLES}


def states():
    return {model: list(model.objects.order_by("pk").values()) for model in TABLES}


def codes(outcome):
    return [(fault.file, fault.row, fault.code) for fault in outcome.faults]


def test_everything_is_made_and_counted():
    before = rows()
    outcome = brought()
    assert outcome.made == {
        "chains": 1,
        "layers": 3,
        "segments": 9,
        "links": 7,
        "companies": 2,
        "names": 2,
        "placements": 2,
        "evidence": 2,
        "shares": 4,
    }
    made = {model: count - before[model] for model, count in rows().items() if model is not Snapshot}
    assert list(made.values()) == [1, 3, 9, 7, 2, 2, 2, 2, 4, 1, 1]


def test_segments_stand_in_their_tree_with_codes_of_the_chain():
    brought()
    deepest = Segment.objects.get(code="world.n6")
    assert (deepest.path, deepest.layer.code) == ("world/n4/n5/n6/", "world.s2")
    assert deepest.parent.parent.code == "world.n4"
    assert Segment.objects.get(code="world.n2").description == "Light through a mask.\nThen development."


def test_a_placement_is_abroad_and_says_what_it_rests_on():
    brought()
    placement = Placement.objects.get(segment__code="world.n6")
    assert (placement.company.name, placement.country.code, placement.province) == ("Polder Optics", "NL", None)
    assert (placement.status, placement.company.country.code) == ("reported", "NL")
    evidence = placement.evidence.get()
    assert (evidence.source.title, evidence.printed_name, evidence.locator) == (
        "Atlas of supply",
        "Polder Optics",
        "P1 → N6",
    )
    assert "Annual report" in evidence.note


def test_a_country_has_a_share_in_figures_or_in_words():
    brought()
    told = {
        (share.segment.slug, share.country.code): share.share if share.share is not None else share.qualifier
        for share in SupplyShare.objects.filter(segment__layer__chain__slug="world")
    }
    assert told == {("n6", "NL"): 100, ("n7", "JP"): 90, ("n7", "US"): "minor", ("n8", "US"): "major"}


def test_the_same_files_again_change_nothing():
    brought()
    before = states()
    again = brought()
    assert (again.made, again.batch) == ({}, None)
    assert states() == before


def test_files_that_have_grown_add_what_is_new():
    brought()
    grown = brought(provision=[*PROVISION, {"provider_id": "C2", "provided_id": "N8", "year": "2019"}])
    assert grown.made == {"shares": 1}


def test_what_a_curator_has_changed_stays():
    brought()
    Segment.objects.filter(code="world.n7").update(name="光刻胶")
    Placement.objects.filter(segment__code="world.n6").update(status="withdrawn")
    SupplyShare.objects.filter(segment__code="world.n7", country="JP").update(share=85)
    again = brought()
    assert again.made == {}
    assert codes(again) == [("provision.csv", 5, "on_record_otherwise")]
    assert Segment.objects.get(code="world.n7").name == "光刻胶"
    assert SupplyShare.objects.get(segment__code="world.n7", country="JP").share == 85


def test_every_row_is_signed_with_the_batch_and_the_batch_can_be_undone():
    before = rows()
    outcome = brought()
    for model in (Chain, Layer, Segment, SegmentLink, Company, Placement, Evidence, SupplyShare):
        assert model.history.filter(batch=outcome.batch).count() == rows()[model] - before[model]
    done = undo(outcome.batch, None, "试验")
    assert not done.left
    apart = {Batch: 0, Snapshot: 0}
    assert rows() | apart == before | apart
    assert not Snapshot.objects.filter(chain__slug="world").exists()


def test_an_undo_leaves_what_somebody_has_built_on():
    outcome = brought()
    make_placement(make_company("后来者"), "world.n5", country="SG")
    left = {item.name for item in undo(outcome.batch, None, "试验").left}
    # the segment, what it is a type of, their layer, the chain
    assert left == {"Deep scanner", "Scanner", "World chain · Fabrication", "World chain"}


@pytest.mark.parametrize("called", ["Polder Optics", "POLDER OPTICS B.V. Co., Ltd."])
def test_a_company_on_record_is_used_as_it_is(called):
    known = make_company(called) if called == "Polder Optics" else make_company("璞德光学")
    if called != "Polder Optics":
        make_company_name(known, "polder optics", kind="english")
    outcome = brought()
    assert outcome.made["companies"] == 1
    known.refresh_from_db()
    assert not known.country
    assert known.placements.get().segment.code == "world.n6"


def test_among_several_of_a_name_none_is_chosen():
    first, second = make_company("Polder Optics"), make_company("Polder Optics")
    outcome = brought()
    assert ("providers.csv", 2, "ambiguous_company") in codes(outcome)
    assert not Placement.objects.filter(company__in=[first, second]).exists()
    assert outcome.made["placements"] == 1


def test_an_alias_that_is_the_name_of_another_is_left_out():
    make_company("Polder")
    outcome = brought()
    assert ("providers.csv", 2, "alias_taken") in codes(outcome)
    assert outcome.made["names"] == 1
    assert brought().made == {}


def test_a_firm_in_china_is_placed_there_until_its_province_is_known():
    rows = [{"provider_id": "P3", "provided_id": "N7"}]
    assert codes(brought(provision=rows)) == []
    placement = Company.objects.get(name="Xuanji Test").placements.get()
    assert (placement.province_id, str(placement.country)) == (None, "CN")
    Placement.objects.update(province="320000", country="")
    assert brought(provision=rows).made == {}


def test_another_chain_is_left_alone():
    with pytest.raises(SupplyChainRefusedError, match="other layers"):
        brought("ic", "集成电路")
    with pytest.raises(SupplyChainRefusedError, match="called"):
        brought("world", Chain.objects.get(slug="ic").name)
    with pytest.raises(SupplyChainRefusedError, match="slug"):
        brought("World chain")


def test_a_chain_without_layers_may_be_filled():
    make_chain(slug="world", name="世界")
    assert "chains" not in brought().made
    assert Chain.objects.get(slug="world").name == "世界"


def test_nothing_is_made_of_files_without_segments():
    before = rows()
    with pytest.raises(SupplyChainRefusedError, match="segment"):
        brought(inputs=[INPUTS[3]])
    assert rows() == before


def test_two_rows_of_one_known_firm_are_two_evidences_of_one_placement():
    known = make_company("Polder Optics")
    make_company_name(known, "Polder Litho")
    twin = PROVIDERS[0] | {"provider_id": "P9", "provider_name": "Polder Litho", "alias": ""}
    given = [PROVISION[0], PROVISION[0] | {"provider_id": "P9"}]
    outcome = brought(providers=[*PROVIDERS, twin], provision=given)
    assert (outcome.made["placements"], outcome.made["evidence"]) == (1, 2)
    assert brought(providers=[*PROVIDERS, twin], provision=given).made == {}


def test_only_who_may_make_chains_may_import_one():
    plan = plan_supply_chain(five_files())
    with pytest.raises(PermissionDenied):
        import_supply_chain(plan, slug="world", name="World", user=make_user())
    assert not Chain.objects.filter(slug="world").exists()


def test_the_map_is_over_the_region_that_is_named():
    region = make_region("310000")
    import_supply_chain(plan_supply_chain(five_files()), slug="world", name="World", region=region)
    assert Chain.objects.get(slug="world").region == region


def made_of(number):
    """Return the plan of a chain with ``number`` segments, each with a company."""
    inputs = [
        *INPUTS,
        *({"input_id": f"M{n}", "input_name": f"Part {n}", "type": "tool_resource"} for n in range(number)),
    ]
    sequence = [*SEQUENCE, *({"input_id": f"M{n}", "goes_into_id": "N2"} for n in range(number))]
    providers = [
        *PROVIDERS,
        *({"provider_id": f"Q{n}", "provider_name": f"Firm {n}", "country": "Japan"} for n in range(number)),
    ]
    provision = [{"provider_id": f"Q{n}", "provided_id": f"M{n}"} for n in range(number)]
    return plan_supply_chain(five_files(inputs=inputs, sequence=sequence, providers=providers, provision=provision))


def test_some_hundred_segments_take_no_more_queries_than_ten():
    few = queries_of(import_supply_chain, made_of(10), slug="small", name="Small")
    # Of each table one statement more for each so many rows, as a statement takes no more parameters.
    many = queries_of(import_supply_chain, made_of(300), slug="world", name="World")
    assert len(many) < 2 * len(few)
    assert Placement.objects.filter(segment__layer__chain__slug="world").count() == 300
