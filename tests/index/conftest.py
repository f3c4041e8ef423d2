"""The index answers here, although the tests stand in a transaction."""

import pytest

from chains import index


@pytest.fixture
def standing_alone(settings, monkeypatch):
    """Let the index answer inside the test's transaction: nobody else writes there."""
    monkeypatch.setattr("chains.changelog.latest.is_uncommitted", lambda: False)
    index.forget()
    yield
    index.forget()
