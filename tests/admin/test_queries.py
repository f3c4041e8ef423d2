"""How many queries pages take, and that more rows do not make them more."""

import pytest

from chains import models
from tests.admin.rows_and_forms import make_evidence, make_placement, make_whole_company, page
from tests.queries import no_more, queries_of

pytestmark = pytest.mark.django_db

#: The lists that staff open.
LISTS = (
    models.Province,
    models.City,
    models.CityGroup,
    models.Region,
    models.RegionProvince,
    models.Chain,
    models.Layer,
    models.Segment,
    models.SegmentLink,
    models.Company,
    models.CompanyName,
    models.Listing,
    models.Label,
    models.CompanyLabel,
    models.Placement,
    models.Evidence,
    models.Source,
    models.ResearchBase,
    models.ResearchBaseMember,
    models.Platform,
    models.Park,
    models.Alliance,
    models.Project,
    models.Assessment,
    models.Technology,
)


def queries(client, address):
    def read() -> None:
        assert client.get(address).status_code == 200

    return queries_of(read)


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
    desk.get(address)  # Django reads the content type once for each process
    few = queries(desk, address)
    for number, code in enumerate(("ic.equipment", "ic.materials", "ai.software", "ai.hardware", "ai.components")):
        placement = make_placement(company, segment=code, province_id="320000", city_id="320500")
        for locator in ("图1", "图2", "图3"):
            make_evidence(placement, locator=locator)
        models.CompanyName.objects.create(company=company, name=f"又名{number}", source=models.Source.objects.last())
        models.Listing.objects.create(
            company=company, exchange="hkex", ticker=f"0{number}", source=models.Source.objects.last()
        )
    assert no_more(few, queries(desk, address))


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
