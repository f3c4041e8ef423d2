"""Five files become layers, a tree, links, organisations and shares; what cannot be taken is said by row."""

from decimal import Decimal

import pytest

from chains.analysis.countries import country_code, is_several
from chains.seeding.supply_chain import REASONS, plan_supply_chain
from tests.supply_chain_files import GIVEN, INPUTS, PROVIDERS, PROVISION, SEQUENCE, STAGES, five_files, without


def planned(**instead):
    return plan_supply_chain(five_files(**instead))


def faults(plan):
    return [(fault.file, fault.row, fault.column, fault.value, fault.code) for fault in plan.faults]


def layers(plan):
    return {segment.slug: segment.layer for segment in plan.structure.segments}


def parents(plan):
    return {segment.slug: segment.parent for segment in plan.structure.segments if segment.parent}


def shares(plan):
    return {
        (share.segment, share.country): share.stated.share if share.stated else share.qualifier
        for share in plan.provision.shares
    }


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_good_files_leave_nothing_out(mark):
    plan = plan_supply_chain(five_files(mark))
    assert faults(plan) == []
    assert [layer.name for layer in plan.structure.layers] == ["Design", "Fabrication", "Assembly"]
    assert len(plan.structure.segments) == len(INPUTS)


def test_processes_have_their_stage_and_the_rest_follows_the_sequence():
    assert layers(planned()) == {
        "n1": "s1",
        "n2": "s2",
        "n3": "s3",
        # a tool of a process, and two levels of types below it
        "n4": "s2",
        "n5": "s2",
        "n6": "s2",
        "n7": "s2",
        # into processes of two stages: the earlier
        "n8": "s2",
        # an output without a stage: that of what goes into it
        "n9": "s3",
    }


def test_types_make_the_tree_parents_first():
    plan = planned(inputs=INPUTS[::-1])
    assert parents(plan) == {"n5": "n4", "n6": "n5"}
    slugs = [segment.slug for segment in plan.structure.segments]
    assert slugs.index("n4") < slugs.index("n5") < slugs.index("n6")


def test_what_goes_into_what_is_linked_every_time():
    assert ("n8", "n3") in planned().structure.links
    assert ("n8", "n2") in planned().structure.links
    assert len(planned().structure.links) == 7


def test_a_kind_whose_types_alone_go_into_a_process_has_its_layer():
    sequence = [{"input_id": "N6", "goes_into_id": "N3"}, {"input_id": "N6", "is_type_of_id": "N4"}]
    plan = planned(sequence=sequence, inputs=[*INPUTS[:4], INPUTS[5]])
    assert layers(plan)["n4"] == layers(plan)["n6"] == "s3"


def test_newlines_in_fields_stay_in_descriptions_and_leave_names():
    inputs = [INPUTS[0] | {"input_name": "Lay\nout"}, *INPUTS[1:]]
    segments = {segment.slug: segment for segment in planned(inputs=inputs).structure.segments}
    assert segments["n1"].name == "Lay out"
    assert segments["n2"].description == "Light through a mask.\nThen development."


def test_rows_are_counted_as_in_a_spreadsheet_whatever_newlines_there_are():
    inputs = [INPUTS[1], INPUTS[1] | {"input_name": "Again"}]
    found = [fault for fault in faults(planned(inputs=inputs)) if fault[0] == "inputs.csv"]
    assert found == [("inputs.csv", 3, "input_id", "N2", "repeats_row")]


def test_names_may_be_the_same_under_different_ids():
    inputs = [*INPUTS, {"input_id": "n-8", "input_name": "Cleaner", "type": "tool_resource"}]
    plan = planned(inputs=inputs, sequence=[*SEQUENCE, {"input_id": "n-8", "goes_into_id": "N2"}])
    assert {segment.slug: segment.name for segment in plan.structure.segments}.items() >= {
        ("n8", "Cleaner (N8)"),
        ("n-8", "Cleaner (n-8)"),
    }


def test_ids_that_would_give_one_slug_give_two():
    stages = [*STAGES, {"stage_id": "s1", "stage_name": "Other"}, {"stage_id": "阶段", "stage_name": "第四"}]
    slugs = [layer.slug for layer in planned(stages=stages).structure.layers]
    assert len(set(slugs)) == 5
    assert all(slug.isascii() for slug in slugs)


def test_an_organisation_is_placed_in_its_country_and_a_country_has_a_share():
    plan = planned()
    assert [(each.organisation, each.segment, each.country) for each in plan.provision.placements] == [
        ("P1", "n6", "NL"),
        ("P2", "n7", "JP"),
    ]
    assert [each.aliases for each in plan.provision.organisations] == [("PO", "Polder"), ()]
    assert shares(plan) == {
        ("n6", "NL"): Decimal(100),
        ("n7", "JP"): Decimal(90),
        ("n7", "US"): "minor",
        ("n8", "US"): "major",
    }


def test_a_country_without_a_row_has_no_share():
    assert ("n6", "JP") not in shares(planned())


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"share_provided": "12.5%"}, Decimal("12.5")),
        ({"share_provided": "12.5"}, Decimal("12.5")),
        ({"share_provided": "0.5%"}, Decimal("0.5")),
        ({"share_provided": "50%", "negligible_market_share": "x"}, Decimal(50)),
        ({"share_provided": "unknown"}, "unknown"),
        ({"negligible_market_share": "yes"}, "minor"),
        ({"negligible_market_share": "FALSE"}, "major"),
        ({}, "major"),
    ],
)
def test_a_share_is_a_number_or_a_word(cells, told):
    assert shares(planned(provision=[{"provider_id": "C2", "provided_id": "N7", "year": "2019"} | cells])) == {
        ("n7", "JP"): told
    }


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"share_provided": "much"}, "share_provided", "not_a_share"),
        ({"share_provided": "0.5"}, "share_provided", "unknown_share_unit"),
        ({"share_provided": "101%"}, "share_provided", "not_a_share"),
        ({"share_provided": "-1%"}, "share_provided", "not_a_share"),
        ({"negligible_market_share": "perhaps"}, "negligible_market_share", "not_a_boolean"),
        ({"year": "19"}, "year", "not_a_year"),
        ({"year": ""}, "year", "year_missing"),
        ({"provider_id": "C9"}, "provider_id", "unknown_id"),
        ({"provider_id": ""}, "provider_id", "empty"),
        ({"provided_id": "N99"}, "provided_id", "unknown_id"),
        ({"provided_id": "S2"}, "provided_id", "not_a_segment"),
        ({"provider_id": "C4"}, "provider_id", "several_countries"),
    ],
)
def test_a_bad_row_is_refused_with_its_column(cells, column, code):
    given = {"provider_id": "C2", "provided_id": "N7", "share_provided": "", "negligible_market_share": ""}
    plan = planned(provision=[given | {"year": "2019"} | cells], providers=[*PROVIDERS])
    found = [fault for fault in faults(plan) if fault[0] == "provision.csv"]
    assert [(row, at, why) for _file, row, at, _value, why in found] == [(2, column, code)]
    assert not plan.provision.shares
    assert not plan.provision.placements


def test_a_firm_in_china_is_placed_there_without_a_province():
    plan = planned(provision=[{"provider_id": "P3", "provided_id": "N7"}])
    assert [each.name for each in plan.provision.organisations] == ["Xuanji Test"]
    assert [each.country for each in plan.provision.placements] == ["CN"]


@pytest.mark.parametrize(
    ("name", "rows", "expected"),
    [
        ("sequence", [{"input_id": "N99", "goes_into_id": "N2"}], ("input_id", "N99", "unknown_id")),
        ("sequence", [{"input_id": "N7", "goes_into_id": "N99"}], ("goes_into_id", "N99", "unknown_id")),
        ("sequence", [{"input_id": "N7", "goes_into_id": ""}], ("goes_into_id", "N7", "nothing_said")),
        ("sequence", [{"input_id": "N7", "goes_into_id": "N7"}], ("goes_into_id", "N7", "link_cycle")),
        ("sequence", [{"input_id": "N9", "goes_into_id": "N1"}], ("goes_into_id", "N9", "link_cycle")),
        ("sequence", [{"input_id": "N7", "goes_into_id": "N2"}], ("goes_into_id", "N2", "repeats_row")),
        ("sequence", [{"input_id": "N4", "is_type_of_id": "N6"}], ("is_type_of_id", "N4", "tree_cycle")),
        ("sequence", [{"input_id": "N6", "is_type_of_id": "N4"}], ("is_type_of_id", "N6", "second_parent")),
        ("inputs", [{"input_id": "N1", "input_name": "Twice"}], ("input_id", "N1", "repeats_row")),
        ("inputs", [{"input_id": "N10", "input_name": ""}], ("input_name", "", "empty")),
        ("inputs", [{"input_id": "N10", "input_name": "x" * 201}], ("input_name", "x" * 80 + "…", "too_long")),
        ("inputs", [{"input_id": "N10", "input_name": "Lost"}], ("stage_id", "Lost", "no_layer")),
        ("stages", [{"stage_id": "S1", "stage_name": "Twice"}], ("stage_id", "S1", "repeats_row")),
        ("providers", [PROVIDERS[1] | {"provider_id": "P9"}], ("provider_name", "Fuji-ue Kagaku", "same_name")),
        (
            "providers",
            [{"provider_id": "P9", "provider_name": "New", "alias": "Fuji-ue Kagaku"}],
            ("alias", "Fuji-ue Kagaku", "alias_taken"),
        ),
        (
            "providers",
            [{"provider_id": "C9", "provider_name": "Atlantis", "provider_type": "country"}],
            ("provider_name", "Atlantis", "unknown_country"),
        ),
        ("provision", [PROVISION[3]], ("provided_id", "C2 → N7", "repeats_row")),
        ("provision", [PROVISION[0]], ("provided_id", "P1 → N6", "repeats_row")),
    ],
)
def test_one_bad_row_is_reported_and_the_others_are_taken(name, rows, expected):
    plan = planned(**{name: [*GIVEN[name], *rows]})
    assert [(fault[0], fault[1], fault[2:]) for fault in faults(plan)] == [
        (f"{name}.csv", len(GIVEN[name]) + 2, expected)
    ]
    assert plan.structure.segments[:5] == planned().structure.segments[:5]
    assert shares(plan) == shares(planned())


def test_a_stage_that_is_not_there_is_reported_and_the_sequence_asked_instead():
    plan = planned(inputs=[*INPUTS[:6], INPUTS[6] | {"stage_id": "S9"}, *INPUTS[7:]])
    assert ("inputs.csv", 8, "stage_id", "S9", "unknown_id") in faults(plan)
    assert layers(plan)["n7"] == "s2"


def test_a_type_with_another_stage_stands_in_the_layer_of_its_kind():
    plan = planned(inputs=[*INPUTS[:4], INPUTS[4] | {"stage_id": "S3"}, *INPUTS[5:]])
    assert ("inputs.csv", 6, "stage_id", "Deep scanner", "other_stage") in faults(plan)
    assert layers(plan)["n5"] == "s2"
    assert not [fault for fault in plan.faults if fault.code == "other_stage" and fault.refused]


def test_shares_over_the_whole_are_reported_where_they_go_over_and_recorded_as_they_stand():
    rows = [
        {"provider_id": code, "provided_id": "N7", "share_provided": share, "year": "2019"}
        for code, share in (("C1", "60%"), ("C2", "50%"), ("C3", "10%"))
    ]
    plan = planned(provision=rows)
    (fault,) = [fault for fault in plan.faults if fault.file == "provision.csv"]
    assert (fault.row, fault.code, fault.params["sum"], fault.refused) == (3, "over_100", "110", False)
    assert len(plan.provision.shares) == 3


def test_another_year_is_another_sum():
    rows = [
        {"provider_id": code, "provided_id": "N7", "share_provided": "60%", "year": year}
        for code, year in (("C1", "2018"), ("C2", "2019"))
    ]
    assert "over_100" not in {fault.code for fault in planned(provision=rows).faults}


def test_the_year_of_all_may_be_given():
    plan = plan_supply_chain(five_files(provision=without(PROVISION, "year")), 2021)
    assert {share.year for share in plan.provision.shares} == {2021}


def test_an_input_of_an_unknown_type_is_taken_without_one():
    plan = planned(inputs=[*INPUTS, {"input_id": "N10", "input_name": "X", "type": "magic", "stage_id": "S1"}])
    assert faults(plan) == [("inputs.csv", 11, "type", "magic", "unknown_type")]
    assert not plan.faults[0].refused
    assert layers(plan)["n10"] == "s1"


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("inputs", "type"),
        ("inputs", "description"),
        ("providers", "alias"),
        ("providers", "provider_type"),
        ("provision", "source"),
        ("provision", "negligible_market_share"),
    ],
)
def test_a_column_that_is_missing_says_nothing(name, column):
    plan = planned(**{name: without(GIVEN[name], column)})
    assert plan.faults == ()
    assert len(plan.provision.shares) == 4


@pytest.mark.parametrize(("name", "column"), [("inputs", "input_id"), ("provision", "provided_id")])
def test_a_column_that_is_needed_is_asked_for(name, column):
    plan = planned(**{name: without(GIVEN[name], column)})
    assert (f"{name}.csv", 1, column, column, "column_missing") in faults(plan)


def test_more_columns_in_any_order_do_no_harm():
    inputs = [{"extra": "x", **dict(reversed(row.items()))} for row in INPUTS]
    assert planned(inputs=inputs).structure == planned().structure


def test_a_file_that_is_missing_or_not_in_utf_8_is_said():
    files = five_files()
    del files["sequence.csv"]
    files["providers.csv"] = "provider_id,provider_name\nP1,企业\n".encode("gb18030")
    found = {(fault.file, fault.code) for fault in plan_supply_chain(files).faults}
    assert {("sequence.csv", "file_missing"), ("providers.csv", "encoding")} <= found


def test_a_quote_that_is_never_closed_is_said():
    files = five_files() | {"provision.csv": b'provider_id,provided_id\nC1,N6\nC2,"N7\n'}
    found = [(fault.file, fault.row, fault.code) for fault in plan_supply_chain(files).faults]
    assert ("provision.csv", 3, "broken") in found


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *(("USA", "US"), ("U.S.", "US"), ("United States", "US"), ("美国", "US"), ("South Korea", "KR"), ("KOR", "KR")),
        *(("Taiwan", "TW"), ("UK", "GB"), ("Netherlands", "NL"), ("The Netherlands", "NL"), ("荷兰", "NL")),
        *(("China", "CN"), ("Germany", "DE"), ("jp", "JP"), ("Czech Republic", "CZ"), ("Atlantis", None), ("", None)),
    ],
)
def test_countries_are_known_by_their_usual_names(name, code):
    assert country_code(name) == code


@pytest.mark.parametrize("name", ["Various", "Europe", "Rest of World", "其他"])
def test_several_countries_are_none(name):
    assert is_several(name)
    assert country_code(name) is None


def test_every_reason_says_the_way_out():
    for message, hint in REASONS.values():
        assert str(message)
        assert str(hint)


def test_words_for_nothing_are_empty_cells_and_what_nobody_sees_is_gone():
    first, *others = PROVIDERS
    plan = planned(providers=[first | {"alias": "无; /", "country": "N/A"}, *others])
    assert next(each.aliases for each in plan.provision.organisations) == ()
    assert ("providers.csv", "country_missing") not in {(fault.file, fault.code) for fault in plan.faults}
    assert ("provision.csv", "country_missing") in {(fault.file, fault.code) for fault in plan.faults}
    assert faults(planned(providers=[first | {"provider_name": "Polder\u200b Optics\ufeff"}, *others])) == []
    missing = planned(providers=[first | {"provider_name": "——"}, *others])
    assert ("providers.csv", 2, "provider_name", "", "empty") in faults(missing)


def test_a_name_or_id_repeats_no_other():
    first, second, *others = PROVIDERS
    said = faults(planned(providers=[first, second | {"provider_name": "同上"}, *others]))
    assert ("providers.csv", 3, "provider_name", "同上", "not_repeated") in said
