"""What registers and providers write for how a firm stands in the register."""

import pytest

from chains.analysis.names import fold
from chains.analysis.registration import REGISTRATION_WORDS, registration_status
from chains.choices import DISSOLVED, RegistrationStatus


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("存续", "active"),
        ("在业", "active"),
        ("存续（在营、开业、在册）", "active"),
        ("存续(在营、开业、在册)", "active"),
        ("仍注册", "active"),
        ("已注销", "deregistered"),
        ("（已注销）", "deregistered"),
        ("注 销", "deregistered"),
        ("吊销", "revoked"),
        ("吊销，未注销", "revoked"),
        ("吊销,已注销", "deregistered"),
        ("迁出", "moved-out"),
        ("歇业", "suspended"),
        ("责令关闭", "closed"),
        ("Dissolved", "deregistered"),
    ],
)
def test_a_word_is_read_however_it_is_spaced_and_punctuated(text, status):
    assert registration_status(text) == status


@pytest.mark.parametrize("text", ["", "恒睿甲", "注销公司", "存续分立", "上市"])
def test_other_words_are_none(text):
    assert registration_status(text) is None


def test_no_word_stands_for_two_and_each_status_has_one():
    words = [fold(word) for words in REGISTRATION_WORDS.values() for word in words]
    assert len(words) == len(set(words))
    assert set(REGISTRATION_WORDS) == set(RegistrationStatus)


def test_who_has_moved_or_rests_is_not_dissolved():
    living = {"active", "moved-out", "suspended", "liquidating", "other"}
    assert set(RegistrationStatus.values) - set(DISSOLVED) == living
