"""Filling a database with made-up companies: rows as ``save()`` leaves them, logged, and never beside real work."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count
from django.utils import translation

from chains.models import (
    Company,
    CompanyLabel,
    Evidence,
    Listing,
    Placement,
    RecordChange,
    Revision,
    Segment,
    Source,
)
from chains.seeding.synthesis import SOURCE, SynthesisRefusedError, synthesize
from tests.factories import make_user
from tests.shared_rows import shared

COMPANIES = 400


@shared
def made_up():
    before = Revision.objects.count(), RecordChange.objects.count()
    outcome = synthesize(COMPANIES, 7, chunk=150)
    return before, outcome


def new(model):
    """The made-up rows of a model."""
    by_source = {Placement: "evidence__source__slug", Company: "placements__evidence__source__slug"}
    return model.objects.filter(**{by_source.get(model, "source__slug"): SOURCE}).distinct()


def test_all_is_written(made_up):
    _before, outcome = made_up
    assert new(Company).count() == COMPANIES
    counts = [new(model).count() for model in (Company, Listing, CompanyLabel, Placement, Evidence)]
    assert list(outcome.made.values()) == counts
    assert new(Placement).count() == new(Evidence).count() > 1.3 * COMPANIES


def test_saving_a_company_changes_nothing(made_up):
    for company in new(Company):
        before = vars(company).copy()
        company.derive()
        assert vars(company) == before


def test_saving_evidence_changes_nothing(made_up):
    for evidence in new(Evidence)[:100]:
        before = evidence.printed_key
        evidence.save()
        assert evidence.printed_key == before


def test_rows_pass_every_check_of_the_forms(made_up):
    for row in (*new(Company)[:60], *new(Placement)[:60], *new(Listing), *new(CompanyLabel)[:60], *new(Evidence)[:60]):
        row.full_clean()


def test_every_placement_has_one_evidence_from_the_named_source(made_up):
    assert not new(Placement).annotate(n=Count("evidence")).exclude(n=1).exists()
    assert "Made-up" in Source.objects.get(slug=SOURCE).title


def test_the_log_tells_every_company_and_placement(made_up):
    (revisions, _changes), _outcome = made_up
    for name, model in (("companies", Company), ("placements", Placement)):
        told = set(RecordChange.objects.filter(list=name, kind="created").values_list("key", flat=True))
        shown = new(model)
        if model is Placement:
            shown = shown.exclude(status="withdrawn")
        assert set(shown.values_list("public_id", flat=True)) <= told
    assert Revision.objects.count() > revisions


def test_only_the_source_has_a_history(made_up):
    assert Source.history.filter(slug=SOURCE).count() == 1
    assert not Company.history.filter(id__in=new(Company).values("pk")).exists()


def test_the_next_row_has_a_key_of_its_own(made_up):
    company = Company(name="下一家")
    company.save()
    assert company.pk > max(new(Company).values_list("pk", flat=True))


@pytest.mark.django_db
def test_the_same_seed_gives_the_same():
    def lines():
        found = new(Placement).order_by("public_id")
        return list(
            found.values_list("public_id", "company__name", "company__uscc", "segment__code", "province", "city")
        )

    made = []
    for chunk in (7, 30):
        with transaction.atomic():
            synthesize(30, 3, chunk=chunk)
            made.append(lines())
            transaction.set_rollback(True)
    assert made[0] == made[1]


@pytest.mark.django_db
def test_it_says_how_far_it_is():
    told = []
    synthesize(10, 1, chunk=4, told=told.append)
    assert told == [4, 8, 10]


@pytest.mark.django_db
def test_made_up_companies_are_made_up_once():
    synthesize(3, 1)
    with pytest.raises(SynthesisRefusedError), translation.override("en"):
        synthesize(3, 2)


@pytest.mark.django_db
def test_no_company_is_refused():
    with translation.override("en"), pytest.raises(CommandError, match="At least one company"):
        call_command("synthesize", companies=0)


def test_without_trees_it_says_what_to_do(empty_database):
    with translation.override("en"), pytest.raises(CommandError, match="load_seed"):
        call_command("synthesize", companies=5)
    assert not Source.objects.exists()


@pytest.mark.django_db
def test_where_somebody_has_worked_nothing_is_made_up():
    company = Company.objects.first()
    company._history_user = make_user()
    company.save()
    before = Company.objects.count()
    with translation.override("en"), pytest.raises(CommandError, match="People have worked"):
        call_command("synthesize", companies=5)
    assert Company.objects.count() == before


@pytest.mark.django_db
def test_the_command_reports(capsys):
    call_command("synthesize", companies=5, seed=2)
    with translation.override(None):
        printed = capsys.readouterr().out
    assert re.search(rf"^ +5 {Company._meta.verbose_name_plural}$", printed, re.M)
    assert Segment.objects.exists()
