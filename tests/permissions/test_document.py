"""The table of permissions for people is what the tests hold."""

from tests.permissions.document import path, written


def test_the_document_says_what_the_tests_hold():
    assert path().read_text(encoding="utf-8") == written()
