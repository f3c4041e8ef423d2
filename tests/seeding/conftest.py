"""The sheets of the seed as texts, free to be changed by a test."""

from pathlib import Path

import pytest
from django.conf import settings

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


@pytest.fixture
def sheets() -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8-sig") for path in (FIXTURES / "sheets").glob("*.csv")}


@pytest.fixture
def committed() -> str:
    return (FIXTURES / "yangtze_delta_2020.json").read_text(encoding="utf-8")
