"""A complete example of each record's input, for the OpenAPI description and the tests."""

from typing import Any

_SOURCE = "exchanges-2021"

EXAMPLES: dict[str, dict[str, Any]] = {
    "Company": {
        "name": "璇玑光刻",
        "legal_name": "苏州璇玑光刻有限公司",
        "name_en": "Xuanji",
        "uscc": "91110000600037341L",
        "province": "320000",
        "city": "320500",
        "founded_on": "2018-05-01",
        "website": "https://xuanji.example",
        "description": "光刻机。",
        "names": [{"name": "璇玑", "kind": "abbreviation", "source": _SOURCE, "locator": "表1"}],
        "listings": [{"exchange": "sse", "ticker": "688999", "listed_on": "2022-01-04"}],
        "labels": [{"label": "little-giant", "year": 2021, "issuer": "工信部", "source": _SOURCE}],
    },
    "Placement": {
        "company": "0123456789",
        "segment": "ic.lithography",
        "city": "320500",
        "evidence": [{"source": _SOURCE, "printed_name": "璇玑", "locator": "表1"}],
    },
    "ResearchBase": {
        "name": "璇玑研究院",
        "kind": "laboratory",
        "chains": ["ic"],
        "segments": ["ic.lithography"],
        "province": "320000",
        "approved_on": "2020-01-01",
        "members": [{"name": "某大学"}],
        "source": _SOURCE,
    },
    "Platform": {"name": "璇玑平台", "kind": "public-service", "chains": ["ic"], "source": _SOURCE},
    "Park": {"name": "璇玑园", "kind": "park", "chains": ["ic", "ai"], "province": "320000", "source": _SOURCE},
    "Technology": {"name": "双工件台", "field": "光刻", "segments": ["ic.lithography"], "source": _SOURCE},
    "Assessment": {
        "segment": "ic.lithography",
        "province": "320000",
        "verdict": "gap",
        "choke_point": True,
        "action": "supplement",
        "statement": "没有。",
        "source": _SOURCE,
        "date": "2021-06-01",
    },
    "Source": {"slug": "xuanji-list", "kind": "list", "title": "璇玑名单", "website": "https://xuanji.example/list"},
}
