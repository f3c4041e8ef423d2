"""Lookup of places: provinces and cities on record by name or code, and whatever else people write for one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext_noop as _

from chains.analysis.countries import country_code
from chains.analysis.divisions import (
    MUNICIPALITIES,
    DivisionLevel,
    HowFound,
    PlaceCandidate,
    on_the_map,
    read_place,
)
from chains.analysis.names import fold
from chains.choices import CHINA
from chains.models import City, Province

from .faults import CellFaultError

_CITY_ENDINGS = ("市", "地区", "自治州", "盟")


class Place(NamedTuple):
    """A place: the codes of a province and a city, or that of a country; empty where not given.

    The country CN stands for China with its province not known.
    """

    province: str = ""
    city: str = ""
    country: str = ""


class PlaceVocabulary:
    """The provinces, cities and countries that cells may name, read once for a plan."""

    @cached_property
    def _provinces(self) -> dict[str, Province]:
        found: dict[str, Province] = {}
        for province in Province.objects.all():
            for form in (province.code, province.name, province.full_name, province.name_en):
                if form:
                    found[fold(form)] = province
        return found

    @cached_property
    def _cities(self) -> dict[str, list[City]]:
        found: dict[str, list[City]] = defaultdict(list)
        for city in City.objects.select_related("province"):
            forms = {city.code, city.name, city.name_en, *(city.name + ending for ending in _CITY_ENDINGS)}
            for form in {fold(form) for form in forms if form}:
                found[form].append(city)
        return found

    def province(self, text: str) -> str:
        """Return the code of a province by its code or a name of it, short or full; raises ``CellFaultError``."""
        if (found := self._provinces.get(fold(text))) is not None:
            return found.code
        at = {each.province for each in read_place(text) if each.country == "" and not each.city and not each.county}
        if len(at) == 1 and (code := at.pop()) in self._provinces:
            return code
        raise self._unknown("province", text)

    def provinces_apart(self, text: str) -> list[str]:
        """Return the names of provinces in a text that parts them by spaces, or the text itself where it is one."""
        if " " not in text or fold(text) in self._provinces:
            return [text]
        return text.split()

    def country(self, text: str) -> str:
        """Return the ISO 3166 code of a country; raises ``CellFaultError``."""
        if code := country_code(text):
            return code
        if len(named := {each.country for each in read_place(text)}) == 1 and (code := named.pop()):
            return code
        raise self._unknown("country", text)

    def place(self, text: str, what: str = "place") -> Place:
        """Return the place that a cell names in any usual form: 江苏, 320500, 苏州昆山, an address, 中国, a country.

        A place below the city gives its city. Raises ``CellFaultError``, which speaks of ``what`` the cell is for.
        """
        folded = fold(text)
        if folded in self._provinces:
            return Place(province=self._provinces[folded].code)
        if folded in self._cities:
            return self.city(text)
        if country := country_code(text):
            return Place(country=country)
        if candidates := read_place(text):
            return self._one(what, text, candidates)
        for length in range(len(folded) - 1, 1, -1):
            if (province := self._provinces.get(folded[:length])) is not None:
                return self.city(folded[length:], province.code)
        raise self._unknown(what, text)

    def city(self, text: str, province: str = "") -> Place:
        """Return the place of a city, or of what lies in one, in ``province`` if one is given.

        Where the city is not on record it is the province alone. Raises ``CellFaultError``.
        """
        found = self._cities.get(fold(text), [])
        inside = [city for city in found if province in ("", city.province_id)]
        if len(inside) == 1:
            return Place(inside[0].province_id, inside[0].code)
        if inside:
            raise _ambiguous("city", text, [(city.code, self._called(city.code)) for city in inside])
        candidates = read_place(text)
        if within := [each for each in candidates if province in ("", each.province)]:
            return self._one("city", text, within)
        named_elsewhere = [each for each in candidates if each.found != HowFound.WITHIN]
        elsewhere = {city.code for city in found} | {each.city or each.province for each in named_elsewhere}
        if province and (named := [self._called(code) for code in sorted(elsewhere) if code]):
            message = _("“%(value)s” does not lie in the province of this row.")
            hint = _("It lies in: %(names)s.")
            raise CellFaultError("city_not_in_province", message, hint, value=text, names=", ".join(named))
        raise self._unknown("city", text)

    def remark(self, text: str, place: Place) -> CellFaultError | None:
        """Return what is to be said of a text that was taken for ``place``: where it names something else."""
        candidates = [each for each in read_place(text) if each.province == place.province]
        named = next((each for each in candidates if place.city in ("", each.city)), None)
        if named is None or not place.province:
            return None
        params = {"value": text, "named": named.named, "name": self._called(place.city or place.province)}
        if named.city and not place.city:
            message = _("“%(value)s” lies in %(city)s, which is not on record: %(name)s alone is taken.")
            return CellFaultError("city_not_on_record", message, city=on_the_map()[named.city].name, **params)
        if named.county and not place.city:
            message = _("%(named)s lies in no city: %(name)s alone is taken.")
            return CellFaultError("no_city_above", message, **params)
        if named.unread and named.level == DivisionLevel.PROVINCE and place.province[:2] not in MUNICIPALITIES:
            message = _("Of “%(value)s” no more is known than %(name)s, which is taken.")
            return CellFaultError("no_more_than_province", message, **params)
        if named.until:
            message = _("%(named)s was abolished or renamed in %(year)d: %(name)s is taken.")
            return CellFaultError("division_abolished", message, year=named.until, **params)
        if named.level in (DivisionLevel.COUNTY, DivisionLevel.ZONE) and params["name"] not in text:
            message = _("%(named)s lies in %(name)s, which is taken.")
            return CellFaultError("place_below_city", message, **params)
        return None

    def has_city(self, code: str) -> bool:
        """Return whether a city of this code is on record, or is made by the sheet."""
        return any(city.code == code for city in self._cities.get(code, ()))

    def refined(self, place: Place, text: str) -> Place:
        """Return the place that ``text`` names, where it lies in ``place`` and says more; else ``place``."""
        if place.city or (place.country and place.country != CHINA):
            return place
        try:
            found = self.place(text)
        except CellFaultError:
            return place
        return found if found.province and place.province in ("", found.province) else place

    def province_around(self, text: str) -> str:
        """Return the code of the province that all lie in which a text may mean; empty for none, or several."""
        provinces = {each.province for each in read_place(text)}
        code = provinces.pop() if len(provinces) == 1 else ""
        return code if code in self._provinces else ""

    def _called(self, code: str) -> str:
        """Return what a province or city is called, on record or not."""
        if self.has_city(code):
            return self._cities[code][0].name
        return self._provinces[code].name if code in self._provinces else on_the_map()[code].called

    def _one(self, what: str, text: str, candidates: Sequence[PlaceCandidate]) -> Place:
        """Return the one place that the candidates are, as far as it is on record; raises ``CellFaultError``."""
        if candidates[0].found == HowFound.WITHIN:
            raise self._unknown(what, text)
        if len({each.place for each in candidates}) > 1:
            raise _ambiguous(what, text, self._named(candidates))
        first = candidates[0]
        if first.country:
            return Place(country=first.country)
        if first.province not in self._provinces:
            message = _("“%(value)s” lies in %(name)s, which is not on record.")
            hint = _("Ask an administrator to load the divisions of China.")
            name = self._called(first.province)
            raise CellFaultError(f"unknown_{what}", message, hint, value=text, name=name)
        return Place(first.province, first.city if self.has_city(first.city) else "")

    def _named(self, candidates: Iterable[PlaceCandidate]) -> list[tuple[str, str]]:
        """Return the codes of the places, each once, with what they are called."""
        codes = dict.fromkeys(each.city or each.province for each in candidates)
        return [(code, self._called(code)) for code in codes if code]

    def _unknown(self, what: str, text: str) -> CellFaultError:
        """Return the fault of a text that nothing is called, with the places that it names; letters suggest none."""
        named = self._named(read_place(text))
        near = "、".join(name for _code, name in named)
        hint = _("Did you mean: %(near)s?") if near else _("See the sheet of options in the template.")
        message = _("“%(value)s” is not known here.")
        codes = ", ".join(code for code, _name in named)
        return CellFaultError(f"unknown_{what}", message, hint, value=text, near=near, codes=codes)


def _ambiguous(what: str, text: str, places: Sequence[tuple[str, str]]) -> CellFaultError:
    """Return the fault of a text that may be several places, given by code and name, the likeliest first."""
    message = _("“%(value)s” may be more than one: %(names)s.")
    return CellFaultError(
        f"ambiguous_{what}",
        message,
        _("Give the province as well."),
        value=text,
        names="、".join(name for _code, name in places),
        codes=", ".join(code for code, _name in places),
    )
