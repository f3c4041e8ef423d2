"""Texts for ``explanations.py``, in the reader's language.

Names come from rows (anything with ``name`` and ``name_en``) that are looked up by code.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext_lazy, to_locale
from django_countries.fields import Country

from chains.analysis.explanations import Sentence
from chains.analysis.gaps import ABSENT_P_ZERO, CLUSTER_COMPANIES, CLUSTER_FROM, THIN_BELOW, Cell
from chains.analysis.signals import EMPTIEST_FIRST, LEVELS, RULE, Signal
from chains.choices import CHINA, LOST, Reexamination, Verdict

#: What the sentences say, by code.
WORDS: dict[str, Any] = {
    # What the counts say of a segment over the region.
    "none-in-region": gettext_lazy("No company is on record in any of the %(provinces)d provinces."),
    "nothing-to-compare": gettext_lazy(
        "What it would be measured against is empty as well, so no number can be expected."
    ),
    "odds-in-region": gettext_lazy(
        "An equal share would be %(expected)s companies; the chance of finding none by luck is %(p_zero)s."
    ),
    "share-of-chain": ngettext_lazy(
        "%(n)d company is on record, in %(occupied)d of %(provinces)d provinces: %(share)s of all placements.",
        "%(n)d companies are on record, in %(occupied)d of %(provinces)d provinces: %(share)s of all placements.",
        "n",
    ),
    "share-of-siblings": ngettext_lazy(
        "%(n)d company is on record, in %(occupied)d of %(provinces)d provinces: %(share)s of its siblings.",
        "%(n)d companies are on record, in %(occupied)d of %(provinces)d provinces: %(share)s of its siblings.",
        "n",
    ),
    "under-half": gettext_lazy("That is under half of an equal share."),
    "all-in": gettext_lazy("All of it stands in %(place)s."),
    "none-in": gettext_lazy("Nobody in: %(places)s."),
    # … and in one province.
    **{level.sentence: level.here for level in EMPTIEST_FIRST},
    # How deep they go.
    "sub-segments": ngettext_lazy(
        "%(occupied)d of %(defined)d sub-segment has a company.",
        "%(occupied)d of %(defined)d sub-segments have a company.",
        "defined",
    ),
    "level-below": gettext_lazy("One level further down it is %(occupied)d of %(defined)d."),
    "nobody-in": gettext_lazy("Nobody here in: %(segments)s."),
    # What was concluded, what the counts rest on, what was wanted.
    "verdict": gettext_lazy("The verdict is “%(verdict)s”."),
    "verdict-of-parent": gettext_lazy("The verdict “%(verdict)s” was given for %(segment)s as a whole."),
    "verdict-of-region": gettext_lazy("The verdict “%(verdict)s” was given for the whole region."),
    "contradicted": gettext_lazy("It contradicts the counts, which say “%(signal)s”."),
    "rests-on-nothing": gettext_lazy("No evidence is on record for these companies."),
    "rests-on": ngettext_lazy(
        "The counts rest on evidence (%(evidence)d) from %(n)d source.",
        "The counts rest on evidence (%(evidence)d) from %(n)d sources.",
        "n",
    ),
    "rests-on-looked": ngettext_lazy(
        "The counts rest on evidence (%(evidence)d) from %(n)d source, last looked at on %(looked)s.",
        "The counts rest on evidence (%(evidence)d) from %(n)d sources, last looked at on %(looked)s.",
        "n",
    ),
    "target": gettext_lazy("Against a target of %(wanted)d, %(n)d on record: %(attainment)s."),
    "target-by": gettext_lazy("Against a target of %(wanted)d by %(by_year)d, %(n)d on record: %(attainment)s."),
    "target-reached": gettext_lazy("The target of %(wanted)d is reached, with %(n)d on record."),
    "target-reached-by": gettext_lazy("The target of %(wanted)d by %(by_year)d is reached, with %(n)d on record."),
    # What would change the answer.
    "settle-the-conflict": gettext_lazy("Signal and verdict disagree: check the list or the verdict."),
    "no-verdict": gettext_lazy("No verdict is on record: record one, with its source."),
    "no-verdict-of-its-own": gettext_lazy("No verdict of its own is on record, only an inherited one."),
    "no-verdict-for-province": gettext_lazy("No verdict for %(place)s itself is on record, only one for the region."),
    "list-for-province": gettext_lazy(
        "E is %(expected)s: too little data. A list of the companies of %(segment)s in %(place)s would decide."
    ),
    "list-for-region": gettext_lazy(
        "E is %(expected)s: too little data. A list of the companies of %(segment)s in the region would decide."
    ),
    "list-of-siblings": gettext_lazy(
        "Nothing is on record below %(segment)s: a list of its companies by sub-segment would decide."
    ),
    "list-of-chain": gettext_lazy("Nothing is on record in this chain: a list of its companies would decide."),
    "unverified": ngettext_lazy(
        "%(reported)d of %(n)d company is only reported, not verified: verify it.",
        "%(reported)d of %(n)d companies are only reported, not verified: verify them.",
        "n",
    ),
    "no-evidence": gettext_lazy("No evidence for these companies is on record: name the source."),
    "no-supply-shares": gettext_lazy("No supply shares are on record: how much the world supplies, and from where."),
    "name-one": gettext_lazy("Without any company: %(segments)s. Name one, or record a verdict."),
}

_FLAGS = {"choke_point": gettext_lazy("choke point"), "import_dependent": gettext_lazy("import dependent")}


def label_of(held: Any) -> str:
    """Return the name of a label as a company has it and, where it has it no more, why: 小巨人（复核未通过）."""
    name = name_of(held.label)
    if not held.expired:
        return name
    why = Reexamination(held.reexamination).label if held.reexamination in LOST else gettext("expired")
    return gettext("%(label)s (%(state)s)") % {"label": name, "state": why}


def in_english() -> bool:
    """Return whether the atlas says names and sentences of its own in English: in any language but Chinese.

    What is on record has a Chinese name and often an English one, and no third.
    """
    return not (get_language() or "zh").startswith("zh")


def language_tag(code: str | None = None) -> str:
    """Return the reader's language, or that of ``code``, as documents declare it: ``zh-Hans``, ``en``."""
    return to_locale(code or get_language() or "zh-hans").replace("_", "-")


def name_of(row: Any) -> str:
    """Return the row's name: to readers of Chinese the Chinese one, to others the English one where there is one."""
    return (in_english() and getattr(row, "name_en", "")) or row.name


def other_name(row: Any) -> str:
    """Return the name in the other language, empty where there is none or it is the same."""
    english = getattr(row, "name_en", "") or ""
    other = row.name if in_english() and english else english
    return "" if other == name_of(row) else other


def beneath(company: Any) -> str:
    """Return the small print beneath a company's name: its legal name, else the name in the other language."""
    return company.legal_name or other_name(company)


def place_of(row: Any) -> str:
    """Return the place of a row in the reader's language: province and city, or the country; empty for none."""
    if row.province_id:
        province = name_of(row.province)
        return f"{province} {name_of(row.city)}" if row.city_id and row.city_id != row.province_id else province
    return country_called(str(row.country or ""))


def country_called(code: str) -> str:
    """Return what a place is called that is a country, in the reader's language; empty for none."""
    if code == CHINA:
        return gettext("China, province not known")
    return str(Country(code).name) if code else ""


def stated(assessment: Any) -> str:
    """Return what an assessment says, in the reader's language."""
    return (in_english() and assessment.statement_en) or assessment.statement


def cited(source: Any) -> str:
    """Return a source in short: who issued it and which issue, its title where neither is known."""
    return " ".join(part for part in (source.issuer, source.issue) if part) or source.title


def percent(share: float | None) -> str:
    """Return a share (0…1) as a whole percentage; tiny ones as ``<1%``."""
    if share is None:
        return "–"
    if 0 < share < 0.005:
        return "<1%"
    return f"{share:.0%}"


def decimals(value: float | None, places: int = 2) -> str:
    """Return a number with a fixed number of decimals, a dash for none."""
    return "–" if value is None else number_format(round(value, places), places)


def _names(codes: Iterable[str], rows: Mapping[str, Any]) -> str:
    return gettext(", ").join(name_of(rows[code]) for code in codes)


#: How a parameter is written, by its name; all others as they are.
_WRITTEN: dict[str, Callable[[Any, Mapping[str, Any]], Any]] = {
    "segment": lambda code, rows: name_of(rows[code]),
    "segments": _names,
    "place": lambda code, rows: name_of(rows[code]),
    "places": _names,
    "share": lambda share, rows: percent(share),
    "p_zero": lambda share, rows: percent(share),
    "attainment": lambda share, rows: percent(share),
    "expected": lambda value, rows: decimals(value, 1),
    "lq_shrunk": lambda value, rows: decimals(value, 2),
    "looked": lambda day, rows: date_format(day, "Y-m-d") if isinstance(day, date) else day,
    "signal": lambda code, rows: Signal(code).label,
}


def why_nobody(cell: Cell) -> str:
    """Return the small print of a cell without a company: why that is a gap, or none that can be told."""
    return str(LEVELS[cell.signal].why_nobody) % {"expected": decimals(cell.expected, 1)}


def rule_of_signals() -> str:
    """Return by which rule the signal of a cell is found, with the numbers that it goes by."""
    return str(RULE) % {
        "p": decimals(ABSENT_P_ZERO, 2),
        "thin": decimals(THIN_BELOW, 1),
        "cluster": decimals(CLUSTER_FROM, 2),
        "at_least": CLUSTER_COMPANIES,
    }


def sentence_in_words(sentence: Sentence, rows: Mapping[str, Any]) -> str:
    """Return what ``sentence`` says; ``rows`` are the segments and provinces that it may speak of, by code."""
    params = {
        name: _WRITTEN[name](value, rows) if name in _WRITTEN else value for name, value in sentence.params.items()
    }
    if "verdict" in params:
        flags = [str(_FLAGS[flag]) for flag in params.pop("flags")]
        params["verdict"] = " · ".join([str(Verdict(params["verdict"]).label), *flags])
    words = WORDS[sentence.code]
    # A plural that is chosen by a number says itself; one without parameters is plain text.
    return str(words % params) if params else str(words)


def in_words(sentences: Iterable[Sentence], rows: Mapping[str, Any]) -> str:
    """Return the sentences as one paragraph."""
    return (" " if in_english() else "").join(sentence_in_words(sentence, rows) for sentence in sentences)
