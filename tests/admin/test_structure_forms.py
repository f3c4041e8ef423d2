"""The tree of segments stays whole, and what stands in addresses stays as it is."""

import pytest

from chains.models import Chain, Layer, Province, Region, Segment, SegmentLink, Source
from tests.admin.rows_and_forms import error_texts, page, sent

pytestmark = pytest.mark.django_db


def change(client, row, **changes):
    address = page(row, "change")
    return client.post(address, sent(client.get(address), **{"change_reason": "调整", **changes}))


def add(client, model, **values):
    return client.post(page(model, "add"), sent(client.get(page(model, "add")), **values))


@pytest.mark.parametrize("model", [Chain, Segment, Layer, Source, Region, Province])
def test_slugs_and_codes_stay_once_they_are_given(desk, model):
    row = model.objects.first()
    field = "code" if model is Province else "slug"
    before = getattr(row, field)
    change(desk, row, **{field: "990000" if model is Province else "another"})
    assert getattr(model.objects.get(pk=row.pk), field) == before
    assert not model.objects.filter(**{field: "another"}).exists()


def test_a_segment_cannot_stand_below_itself(desk):
    equipment, lithography = (Segment.objects.get(code=code) for code in ("ic.equipment", "ic.lithography"))
    response = change(desk, equipment, parent=lithography.pk)
    assert "A segment cannot stand below itself." in error_texts(response)


def test_a_segment_keeps_to_its_chain_and_its_family(desk):
    equipment, design = (Segment.objects.get(code=code) for code in ("ic.equipment", "ic.design"))
    other = Layer.objects.get(code="ic.midstream")
    assert "it cannot move" in error_texts(change(desk, equipment, layer=other.pk))
    foreign = Layer.objects.get(code="ai.product")
    assert "stays in its chain" in error_texts(change(desk, design, layer=foreign.pk))
    assert "same layer" in error_texts(change(desk, design, parent=equipment.pk))


def test_a_slug_is_free_in_its_chain_or_refused(desk):
    layer = Layer.objects.get(code="ic.midstream")
    response = add(desk, Segment, name="试验", slug="equipment", layer=layer.pk)
    assert "already has a segment with this slug" in error_texts(response)
    response = add(desk, Segment, name="设计", slug="design-two", layer=layer.pk)
    assert "already has a segment of this name" in error_texts(response)
    assert add(desk, Segment, name="试验", slug="trial", layer=layer.pk).status_code == 302
    assert Segment.objects.get(code="ic.trial").layer == layer


def test_sub_segments_are_added_below_their_parent(desk):
    equipment = Segment.objects.get(code="ic.equipment")
    number = equipment.children.count()
    row = {"name": "刻蚀机", "slug": "etching", "order": "9", "parent": equipment.pk}
    data = {"children-TOTAL_FORMS": number + 1} | {f"children-{number}-{name}": value for name, value in row.items()}
    assert change(desk, equipment, **data).status_code == 302
    made = Segment.objects.get(code="ic.etching")
    assert (made.parent, made.layer, made.path) == (equipment, equipment.layer, "ic/equipment/etching/")
    data[f"children-{number}-slug"] = "lithography"
    response = change(
        desk,
        equipment,
        **{
            **data,
            "children-TOTAL_FORMS": number + 2,
            f"children-{number + 1}-name": "新",
            f"children-{number + 1}-slug": "design",
            f"children-{number + 1}-order": "1",
            f"children-{number + 1}-parent": equipment.pk,
        },
    )
    assert "already has a segment with this slug" in error_texts(response)


def test_links_are_kept_on_both_ends(desk):
    design, software = (Segment.objects.get(code=code) for code in ("ic.design", "ai.software"))
    prefix = "links_down"
    number = design.links_down.count()
    data = {
        f"{prefix}-TOTAL_FORMS": number + 1,
        f"{prefix}-{number}-downstream": software.pk,
        f"{prefix}-{number}-upstream": design.pk,
    }
    assert change(desk, design, **data).status_code == 302
    assert SegmentLink.objects.filter(upstream=design, downstream=software).exists()
    assert "软件（人工智能）" in desk.get(page(design, "change")).text
    assert "设计（集成电路）" in desk.get(page(software, "change")).text
    itself = {
        f"{prefix}-TOTAL_FORMS": number + 2,
        f"{prefix}-{number + 1}-downstream": design.pk,
        f"{prefix}-{number + 1}-upstream": design.pk,
    }
    assert "cannot feed itself" in error_texts(change(desk, design, **itself))


def test_what_has_rows_resting_on_it_cannot_be_deleted(desk):
    segment = Segment.objects.get(code="ic.design")
    response = desk.post(page(segment, "delete"), {"post": "yes", "change_reason": "x"})
    assert response.status_code == 200
    assert Segment.objects.filter(pk=segment.pk).exists()


def test_the_provinces_of_a_region_keep_their_order(desk):
    region = Region.objects.get(slug="yangtze-delta")
    html = desk.get(page(Region, "changelist")).text
    names = "、".join(member.province.name for member in region.members.order_by("order"))
    assert names in html
