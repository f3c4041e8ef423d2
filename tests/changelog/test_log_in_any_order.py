"""In whatever order a transaction writes, the log ends with what is on record: keys are checked when it ends."""

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chains.changelog import misstated, resend
from chains.models import Company, CompanyRedirect, Placement, PlacementRedirect, RecordChange
from tests.examples import examples
from tests.factories import make_company, make_placement
from tests.shared_rows import shared

pytestmark = pytest.mark.django_db

LISTS = ("companies", "placements")


@shared
def world():
    """Three companies, and three placements of the first."""
    companies = [make_company(f"恒睿{name}") for name in "甲乙丙"]
    placements = [make_placement(companies[0], code) for code in ("ic.design", "ic.equipment", "ic.lithography")]
    return companies, placements


def wrong():
    return {name: misstated(connection, name) for name in LISTS}


NOTHING = {"companies": [], "placements": []}


def last(name, key):
    return RecordChange.objects.filter(list=name, key=key).order_by("pk").values_list("kind", "into").last()


def remove(row):
    """Delete a row and nothing that rests on it, as what rests on it is to be moved."""
    row.__class__.objects.filter(pk=row.pk)._raw_delete("default")


def insert(row, **changed):
    for name, value in changed.items():
        setattr(row, name, value)
    row.save_base(raw=True, force_insert=True)


def placement_before_company(companies, placements):
    """As the undo of a merge does: the company of old comes back after its placements have gone to it."""
    remove(companies[1])
    Placement.objects.filter(pk=placements[0].pk).update(company=companies[1])
    insert(companies[1])


def new_placement_before_company(companies, placements):
    remove(companies[1])
    remove(placements[0])
    insert(placements[0], company_id=companies[1].pk)
    insert(companies[1])


def company_made_anew(companies, placements):
    remove(companies[0])
    insert(companies[0])


def company_made_anew_as_draft(companies, placements):
    remove(companies[0])
    insert(companies[0], stage="draft")


def merged_before_what_it_replaces_goes(companies, placements):
    CompanyRedirect.objects.create(public_id=companies[1].public_id, company=companies[0])
    PlacementRedirect.objects.create(public_id=placements[1].public_id, placement=placements[0])
    remove(companies[1])
    remove(placements[1])


def redirect_before_its_target(companies, placements):
    for row in (companies[1], companies[0], placements[1], placements[0]):
        remove(row)
    CompanyRedirect.objects.create(public_id=companies[1].public_id, company_id=companies[0].pk)
    PlacementRedirect.objects.create(public_id=placements[1].public_id, placement_id=placements[0].pk)
    insert(placements[0])
    insert(companies[0])


def target_is_hidden(companies, placements):
    merged_before_what_it_replaces_goes(companies, placements)
    Company.objects.filter(pk=companies[0].pk).update(stage="review")


def target_moves_to_who_is_public(companies, placements):
    target_is_hidden(companies, placements)
    Placement.objects.filter(pk=placements[0].pk).update(company=companies[2])


def old_id_of_a_redirect_changes(companies, placements):
    merged_before_what_it_replaces_goes(companies, placements)
    CompanyRedirect.objects.update(public_id="0123456789")


def old_id_comes_back_as_a_draft(companies, placements):
    merged_before_what_it_replaces_goes(companies, placements)
    insert(companies[1], stage="draft")
    CompanyRedirect.objects.all().delete()


def withdrawn_while_its_company_is_away(companies, placements):
    remove(companies[0])
    Placement.objects.filter(pk=placements[0].pk).update(status="withdrawn")
    insert(companies[0])


ORDERS = (
    placement_before_company,
    new_placement_before_company,
    company_made_anew,
    company_made_anew_as_draft,
    merged_before_what_it_replaces_goes,
    redirect_before_its_target,
    target_is_hidden,
    target_moves_to_who_is_public,
    old_id_of_a_redirect_changes,
    old_id_comes_back_as_a_draft,
    withdrawn_while_its_company_is_away,
)


@pytest.mark.parametrize("write", ORDERS, ids=lambda write: write.__name__)
def test_the_last_word_is_what_is_on_record(world, write):
    assert wrong() == NOTHING
    write(*world)
    assert wrong() == NOTHING


@settings(max_examples=examples(15), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_so_it_is_after_every_step_of_any_transaction(world, data):
    companies, placements = world
    with transaction.atomic():
        for _ in range(data.draw(st.integers(2, 8))):
            step(data, companies, placements)
            assert wrong() == NOTHING
        transaction.set_rollback(True)


def step(data, companies, placements):
    """Do something to a row or to the redirect of its id, whether it is there or not."""
    row, other = data.draw(st.permutations(data.draw(st.sampled_from((companies, placements)))))[:2]
    rows = type(row).objects.filter(pk=row.pk)
    redirects, target = (
        (CompanyRedirect.objects, "company_id") if type(row) is Company else (PlacementRedirect.objects, "placement_id")
    )
    old_ids = redirects.filter(public_id=row.public_id)
    act = data.draw(st.sampled_from(("come or go", "stage", "status", "move", "redirect")))
    if act == "come or go" and rows.exists():
        remove(row)
    elif act == "come or go":
        insert(row, stage=data.draw(st.sampled_from(("published", "draft"))))
    elif act == "stage":
        rows.update(stage=data.draw(st.sampled_from(("published", "draft"))))
    elif act == "redirect" and old_ids.exists():
        data.draw(st.sampled_from((old_ids.delete, lambda: old_ids.update(**{target: other.pk}))))()
    elif act == "redirect":
        redirects.create(public_id=row.public_id, **{target: other.pk})
    elif type(row) is Placement:
        changed = {"status": data.draw(st.sampled_from(("withdrawn", "reported")))}
        rows.update(**changed if act == "status" else {"company": data.draw(st.sampled_from(companies)).pk})


def test_what_the_log_has_wrong_is_named_and_told_anew(world):
    companies, placements = world
    merged_before_what_it_replaces_goes(*world)
    gone, shown = companies[1].public_id, placements[0].public_id
    for name, key in (("companies", gone), ("placements", shown)):
        RecordChange.objects.create(
            revision=RecordChange.objects.last().revision, list=name, key=key, kind="withdrawn", into=""
        )
    assert wrong() == {"companies": [gone], "placements": [shown]}
    for name, keys in wrong().items():
        resend(connection, name, [*keys, "neverheard"])
    assert wrong() == NOTHING
    assert last("companies", gone) == ("merged", companies[0].public_id)
    assert last("placements", shown) == ("changed", "")
    assert not RecordChange.objects.filter(key="neverheard").exists()
