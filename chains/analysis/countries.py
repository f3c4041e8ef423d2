"""Countries as people write them: by name in either language, by a usual variant, by letters. No ORM."""

from functools import cache

from django.conf import settings
from django.utils.translation import override
from django_countries import countries

from .names import fold

#: What the list of names does not have; written as :func:`fold` leaves it.
_VARIANTS = {
    "us": "US",
    "usa": "US",
    "unitedstates": "US",
    "theunitedstates": "US",
    "unitedstatesofamerica": "US",
    "theunitedstatesofamerica": "US",
    "america": "US",
    "korea": "KR",
    "southkorea": "KR",
    "republicofkorea": "KR",
    "korearepublicof": "KR",
    "rok": "KR",
    "taiwan": "TW",
    "taiwanchina": "TW",
    "taiwanprovinceofchina": "TW",
    "chinesetaipei": "TW",
    "台湾地区": "TW",
    "中国台湾": "TW",
    "uk": "GB",
    "britain": "GB",
    "greatbritain": "GB",
    "unitedkingdom": "GB",
    "theunitedkingdom": "GB",
    "england": "GB",
    "netherlands": "NL",
    "thenetherlands": "NL",
    "holland": "NL",
    "prc": "CN",
    "mainlandchina": "CN",
    "chinamainland": "CN",
    "peoplesrepublicofchina": "CN",
    "中国大陆": "CN",
    "hongkong": "HK",
    "hongkongchina": "HK",
    "中国香港": "HK",
    "macau": "MO",
    "中国澳门": "MO",
    "russia": "RU",
    "czechrepublic": "CZ",
    "vietnam": "VN",
    "turkey": "TR",
    "uae": "AE",
    "slovakrepublic": "SK",
    "iran": "IR",
    "northkorea": "KP",
}

#: What stands where a country should, and is more than one.
_SEVERAL = frozenset(
    {"various", "several", "multiple", "other", "others", "restofworld", "restoftheworld", "row", "global", "world"}
    | {"international", "europe", "eu", "europeanunion", "asia", "其他", "多国", "欧洲", "欧盟", "全球"}
)


def country_code(text: str) -> str | None:
    """Return the code of a country by its name in Chinese or English, a usual variant, or its two or three letters."""
    return _codes().get(fold(text))


def is_several(text: str) -> bool:
    """Return whether the text names more than one country: Various, Europe, rest of the world."""
    return fold(text) in _SEVERAL


@cache
def country_names() -> dict[str, tuple[str, ...]]:
    """Return what each country is called, by its code: in each language of the site, its first one first."""
    named: dict[str, tuple[str, ...]] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            named |= {code: (*named.get(code, ()), str(name)) for code, name in countries}
    return named


@cache
def _codes() -> dict[str, str]:
    found = {fold(name): code for code, names in country_names().items() for name in names}
    letters = {key.lower(): code for code, _name in countries for key in (code, countries.alpha3(code)) if key}
    return found | letters | _VARIANTS
