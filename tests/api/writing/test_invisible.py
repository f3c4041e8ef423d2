"""What nobody sees is gone before anything that is sent is judged; a ticker is written as its exchange does."""

import pytest

from chains.models import Company

pytestmark = pytest.mark.django_db


def test_codes_and_names_are_taken_without_what_nobody_sees(reviewer):
    sent = {
        "name": "恒睿\u200b甲\ufeff",
        "uscc": "\u202a91310000132263312B\u202c",
        "founded_on": "2010-01-05\u2060",
        "province": "310000\u200b",
        "listings": [{"exchange": "hkex\u200b", "ticker": "981\u200b"}],
    }
    public_id = reviewer.post("companies/", sent).json()["id"]
    company = Company.objects.get(public_id=public_id)
    assert (company.name, company.uscc, company.province_id) == ("恒睿甲", "91310000132263312B", "310000")
    assert list(company.listings.values_list("exchange", "ticker")) == [("hkex", "0981")]
    again = [{"ticker": "hkex:00981", "listings": [{"exchange": "hkex", "ticker": "981"}]}]
    assert reviewer.post("companies/?reason=核对", again, status=200).json()["unchanged"] == 1
    for text in ("恒\u200b睿甲", "\u202a91310000132263312B\u202c"):
        assert [row["id"] for row in reviewer.get(f"companies/?q={text}").json()["results"]] == [public_id]
    reviewer.post("companies/", {"name": "\u200b\u3164"}, status=400)
