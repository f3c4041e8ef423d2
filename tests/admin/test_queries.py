"""How many queries pages take, and that more rows do not make them more."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chains import models
from tests.admin.rows_and_forms import make_evidence, make_placement, make_whole_company, page

pytestmark = pytest.mark.django_db

#: Every page: the session, the user, the own permissions and those of the groups, the role.
EVERY = 5
#: Every list: how many match, how many there are, the rows.
LIST = EVERY + 3

#: The queries of each list beyond those: what its columns fetch along, and what its filters offer.
LISTS = {
    models.Province: 0,
    models.City: 2,  # filters: provinces, groups
    models.CityGroup: 1,  # cities
    models.Region: 1,  # provinces
    models.RegionProvince: 1,  # filter: regions
    models.Chain: 1,  # filter: regions
    models.Layer: 1,  # filter: chains
    models.Segment: 2,  # filters: chains, layers
    models.SegmentLink: 1,  # filter: chains
    models.Company: 8,  # saved filters, listings, labels; filters: chains, layers, provinces twice, labels
    models.CompanyName: 1,  # filter: sources
    models.Listing: 3,  # filter: sources; first and last date of the hierarchy with its years
    models.Label: 0,
    models.CompanyLabel: 3,  # filters: labels, chains, years
    models.Placement: 5,  # saved filters; filters: chains, layers, segments, provinces
    models.Evidence: 1,  # filter: sources
    models.Source: 2,  # the date hierarchy
    models.ResearchBase: 3,  # chains; filters: chains, provinces
    models.ResearchBaseMember: 0,
    models.Platform: 3,  # as above
    models.Park: 3,  # as above
    models.Alliance: 2,  # filters: chains, provinces
    models.Project: 3,  # filters: chains, provinces, years
    models.Assessment: 4,  # filters: chains, provinces; the date hierarchy
    models.Technology: 4,  # segments; filters: chains, fields, groups
}


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured]


def more_of_everything():
    """Add companies with all that hangs on them, and rows to what the seed has few of."""
    for number in range(20, 26):
        make_whole_company(number)
    company = models.Company.objects.first()
    chain, source = models.Chain.objects.first(), models.Source.objects.first()
    for number in range(6):
        for model, extra in (
            (models.ResearchBase, {"kind": "institute"}),
            (models.Platform, {"kind": "functional", "host": company}),
            (models.Park, {"kind": "park"}),
        ):
            model.objects.create(name=f"样本机构{number}", source=source, province_id="310000", **extra).chains.add(
                chain
            )
        models.Alliance.objects.create(name=f"样本联盟{number}", chain=chain, source=source)
        models.Project.objects.create(name=f"样本项目{number}", chain=chain, source=source, investor_company=company)
        base = models.ResearchBase.objects.get(name=f"样本机构{number}")
        models.ResearchBaseMember.objects.create(base=base, name=f"成员{number}", company=company)
        segment = models.Segment.objects.create(
            name=f"样本环节{number}",
            slug=f"sample-{number}",
            parent=models.Segment.objects.get(code="ic.design"),
            layer_id=models.Segment.objects.get(code="ic.design").layer_id,
        )
        models.SegmentLink.objects.create(upstream=models.Segment.objects.get(code="ic.equipment"), downstream=segment)
        models.Assessment.objects.create(
            segment=segment, province_id="310000", verdict="weak", statement="样本", source=source, date="2020-06-01"
        )
        models.Technology.objects.create(
            name=f"样本技术{number}", field=models.Technology.objects.first().field, source=source, chain=chain
        ).segments.add(segment)


@pytest.fixture(autouse=True)
def something_of_everything(db):
    make_whole_company(19)


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model.__name__)
def test_a_list_takes_as_many_queries_as_named(desk, model):
    asked = queries(desk, page(model, "changelist"))
    assert len(asked) == LIST + LISTS[model], "\n".join(asked)


#: What nobody adds to day by day.
FIXED = {
    models.Province,
    models.City,
    models.CityGroup,
    models.Region,
    models.RegionProvince,
    models.Chain,
    models.Layer,
    models.Label,
    models.Source,
}


def test_no_list_and_no_form_takes_more_queries_when_there_are_more_rows(desk):
    # All in one test: the rows are added once.
    rows = {model: model.objects.first() for model in LISTS}
    counts = {model: model.objects.count() for model in LISTS}
    lists = {model: len(queries(desk, page(model, "changelist"))) for model in LISTS}
    forms = {model: len(queries(desk, page(row, "change"))) for model, row in rows.items()}
    more_of_everything()
    assert {model for model in LISTS if model.objects.count() == counts[model]} <= FIXED
    assert {model: len(queries(desk, page(model, "changelist"))) for model in LISTS} == lists
    after = {model: len(queries(desk, page(row, "change"))) for model, row in rows.items()}
    assert {model: (forms[model], after[model]) for model in LISTS if after[model] > forms[model]} == {}


def test_the_form_of_a_company_takes_as_many_queries_however_much_hangs_on_it(desk):
    company = make_whole_company(40)
    address = page(company, "change")
    # The company; its names, placements with their evidence, listings, labels; and the choices of provinces (twice:
    # where it is registered, where it works), labels and chains. A city or source that is chosen came with its
    # row. The notes of its journal.
    named = EVERY + 1 + 5 + 4 + 1
    desk.get(address)  # Django reads the content type once for each process
    assert len(queries(desk, address)) == named, "\n".join(queries(desk, address))
    for number, code in enumerate(("ic.equipment", "ic.materials", "ai.software", "ai.hardware", "ai.components")):
        placement = make_placement(company, segment=code, province_id="320000", city_id="320500")
        for locator in ("图1", "图2", "图3"):
            make_evidence(placement, locator=locator)
        models.CompanyName.objects.create(company=company, name=f"又名{number}", source=models.Source.objects.last())
        models.Listing.objects.create(
            company=company, exchange="hkex", ticker=f"0{number}", source=models.Source.objects.last()
        )
    assert len(queries(desk, address)) == named, "\n".join(queries(desk, address))


def test_the_form_of_a_segment_takes_as_many_queries_however_many_children(desk):
    segment = models.Segment.objects.get(code="ic.equipment")
    desk.get(page(segment, "change"))  # as above
    before = len(queries(desk, page(segment, "change")))
    more_of_everything()
    for number in range(5):
        models.Segment.objects.create(
            name=f"新{number}", slug=f"new-{number}", parent=segment, layer_id=segment.layer_id
        )
    assert len(queries(desk, page(segment, "change"))) == before


def test_suggestions_take_as_many_queries_however_many_rows(desk):
    address = "/admin/autocomplete/?app_label=chains&model_name=placement&field_name=company&term=yangben"
    before = queries(desk, address)
    more_of_everything()
    assert len(queries(desk, address)) == len(before)
