"""A credit code is checked at every door: in the form with the cause in words, on saving, and in the database."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from chains.models import Company
from tests.factories import CREDIT_CODE_ALPHABET, credit_code, make_company
from tests.models.refusal import refused, refused_by_database, said_against

pytestmark = pytest.mark.django_db

RIGHT = credit_code(1)
WRONG_LAST = RIGHT[:-1] + CREDIT_CODE_ALPHABET[(CREDIT_CODE_ALPHABET.index(RIGHT[-1]) + 1) % 31]
CAUSES = {
    "length": (RIGHT[:-1], "A credit code has 18 characters."),
    "format": (
        RIGHT[:-1] + "O",
        "This is not the form of a credit code: digits and capitals without I, O, S, V and Z.",
    ),
    "division": (
        credit_code(1, division="980101"),
        "Digits 3 to 8 of the credit code name no division of GB/T 2260; check them for a slip.",
    ),
    "check_digit": (
        WRONG_LAST,
        "The last character of the credit code does not fit the rest; check it for a slip.",
    ),
}


@pytest.mark.parametrize("cause", CAUSES)
def test_the_form_says_what_is_wrong(cause):
    code, message = CAUSES[cause]
    with override("en"):
        assert message in said_against(Company(name="试验", uscc=code))["uscc"]


@pytest.mark.parametrize("cause", CAUSES)
def test_it_says_so_in_chinese_too(cause):
    code, message = CAUSES[cause]
    with override("zh-hans"):
        said = said_against(Company(name="试验", uscc=code))["uscc"]
    assert said
    assert message not in said


@pytest.mark.parametrize("cause", CAUSES)
def test_saving_refuses_it_without_a_form(cause):
    company = make_company()
    company.uscc = CAUSES[cause][0]
    with pytest.raises(ValidationError) as caught:
        company.save()
    assert caught.value.code == f"credit_code_{cause}"
    with pytest.raises(ValidationError):
        Company.objects.create(name="试验", uscc=CAUSES[cause][0])


@pytest.mark.parametrize(
    "code",
    [
        "9131",
        RIGHT[:-1] + "O",
        "A" + RIGHT[1:-1] + "I",
        RIGHT[:8] + "ABCDEFGHI" + "0",
        RIGHT.lower()[:-1] + "a",
        "中" * 18,
    ],
)
def test_the_database_refuses_what_has_not_the_form(code):
    company = make_company()
    with refused_by_database("company_uscc_shape"):
        Company.objects.filter(pk=company.pk).update(uscc=code)
    with refused_by_database("company_uscc_shape"):
        Company.objects.bulk_create([Company(name="试验", uscc=code)])


def test_two_firms_never_share_one():
    first = make_company(uscc=RIGHT)
    refused(make_company(), "company_uscc_unique", uscc=first.uscc)


@pytest.mark.parametrize(
    "pasted", [RIGHT.lower(), f" {RIGHT[:2]} {RIGHT[2:8]} {RIGHT[8:]} ", "".join(chr(ord(c) + 0xFEE0) for c in RIGHT)]
)
def test_it_may_be_pasted_small_spaced_or_full_width(pasted):
    company = Company(name="试验", uscc=pasted)
    company.full_clean()
    company.save()
    company.refresh_from_db()
    assert company.uscc == RIGHT
    assert make_company(uscc=credit_code(2).lower()).uscc == credit_code(2)


def test_pasted_twice_it_is_still_the_same_code():
    make_company(uscc=RIGHT)
    assert said_against(Company(name="另一家", uscc=RIGHT.lower()))


@pytest.mark.parametrize("number", range(31))
def test_the_check_character_is_computed_as_the_standard_says(number):
    """Each of 31 firms passes with its own last character, and with no other."""
    code = credit_code(number)
    Company(name="试验", uscc=code).full_clean()
    other = CREDIT_CODE_ALPHABET[(CREDIT_CODE_ALPHABET.index(code[-1]) + 1 + number % 30) % 31]
    assert "uscc" in said_against(Company(name="试验", uscc=code[:-1] + other))


@pytest.mark.parametrize("division", ["310115", "320594", "340100", "110000", "100000"])
def test_divisions_that_are_there_pass(division):
    """A development zone (320594 苏州工业园区) by its prefecture; 100000 is the state level."""
    Company(name="试验", uscc=credit_code(1, division=division)).full_clean()


def test_one_that_the_licence_has_so_is_kept_with_the_reason():
    company = make_company(uscc=WRONG_LAST, uscc_exception="执照如此")
    assert company.uscc_is_doubtful
    company.uscc = RIGHT
    company.save()
    company.refresh_from_db()
    assert (company.uscc_is_doubtful, company.uscc_exception) == (False, "")


@pytest.mark.parametrize("cause", sorted(CAUSES.keys() - {"check_digit"}))
def test_no_reason_keeps_what_has_not_the_form_of_one(cause):
    assert "uscc" in said_against(Company(name="试验", uscc=CAUSES[cause][0], uscc_exception="执照如此"))


def test_a_reason_belongs_to_a_code():
    with refused_by_database("company_uscc_exception_of_a_code"):
        Company.objects.filter(pk=make_company().pk).update(uscc_exception="执照如此")


def test_none_at_all_passes():
    make_company(uscc="").full_clean()
