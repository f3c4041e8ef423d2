"""What a brief for leaders says, composed from the numbers, in the reader's language."""

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext, ngettext

from chains.analysis import gaps
from chains.analysis.signals import Signal
from chains.analysis.wording import cited, name_of, percent, stated
from chains.choices import Action, Verdict
from chains.models import Province, Source
from chains.selectors.maps import ChainMap
from chains.selectors.ranked_gaps import RankedGap

#: How many gaps the table has, and how many of them are told in a paragraph.
LISTED, TOLD = 12, 3


def brief_content(shown: ChainMap, ranked: list[RankedGap], provinces: list[Province]) -> dict[str, Any]:
    """Return the words of a brief by placeholder; ``templates/briefs/README.md`` says what each is.

    ``ranked`` are the gaps, worst first: of the region, or of the one province in ``provinces``.
    """
    chain, region = name_of(shown.chain), name_of(shown.chain.region)
    title = gettext("%(region)s %(chain)s chain") % {"region": region, "chain": chain}
    counted = provinces or list(shown.gap.provinces)
    listed = ranked[:LISTED]
    return {
        "title": title,
        "chain": chain,
        "region": region,
        "scope": gettext(", ").join(name_of(province) for province in provinces) or region,
        "date": date_format(localdate(), "DATE_FORMAT"),
        "as_of": date_format(shown.as_of, "Y-m") if shown.as_of else "–",
        "placements": str(shown.placements),
        "companies": str(shown.companies),
        "verified": str(shown.verified),
        "headline": _headline(ranked, title),
        "points": [f"{_named(each)}{gettext(': ')}{each.paragraph}" for each in listed[:TOLD]],
        "conflicts": _conflicts(ranked),
        "gaps": [_gap(each, counted) for each in listed],
        "more": _more(len(ranked) - len(listed)),
        "sources": [_source(source) for source in _sources(shown, ranked)],
    }


def _headline(ranked: list[RankedGap], title: str) -> str:
    if not ranked:
        return gettext("%(title)s: no segment calls for a look.") % {"title": title}
    first = ranked[0]
    tally = first.part.tally.companies
    said = ngettext(
        "%(title)s: %(gaps)d segments call for a look, first of all %(segment)s, with %(n)d company on record",
        "%(title)s: %(gaps)d segments call for a look, first of all %(segment)s, with %(n)d companies on record",
        tally,
    ) % {"title": title, "gaps": len(ranked), "segment": _named(first), "n": tally}
    share = getattr(first.part, "share", None)
    if share is not None and first.level == 1:
        said += gettext(" (%(share)s of all placements)") % {"share": percent(share)}
    return said + gettext(".")


def _named(each: RankedGap) -> str:
    return name_of(each.segment)


def _conflicts(ranked: list[RankedGap]) -> str:
    """Return which verdicts contradict the counts, nothing where none does."""
    names = [_named(each) for each in ranked if each.conflict]
    if not names:
        return ""
    return ngettext(
        "%(n)d verdict contradicts the counts: %(names)s. The list or the verdict is wrong.",
        "%(n)d verdicts contradict the counts: %(names)s. The list or the verdict is wrong.",
        len(names),
    ) % {"n": len(names), "names": gettext(", ").join(names)}


def _more(left: int) -> str:
    return ngettext("%(n)d more on the gap page.", "%(n)d more on the gap page.", left) % {"n": left} if left else ""


def _gap(each: RankedGap, provinces: list[Province]) -> dict[str, str]:
    ruling = each.part.ruling
    words = []
    if ruling:
        words.append(str(Verdict(ruling.verdict).label))
        words += [gettext("choke point")] * ruling.choke_point + [gettext("import dependent")] * ruling.import_dependent
        words += [gettext("inherited")] * each.part.inherited
    assessment = each.assessment
    return {
        "rank": str(each.rank),
        "segment": _named(each),
        "parent": name_of(each.segment.parent) if each.segment.parent else "",
        "verdict": gettext(", ").join(words) or "–",
        "signal": str(Signal(each.part.signal).label),
        "companies": str(each.part.tally.companies),
        "by_province": _by_province(each.part, provinces),
        "action": str(Action(ruling.action).label) if ruling and ruling.action else "–",
        "conflict": gettext("contradicts the counts") if each.conflict else "",
        "statement": stated(assessment) if assessment else "",
        "explanation": each.paragraph,
    }


def _by_province(part: gaps.Row | gaps.Cell, provinces: list[Province]) -> str:
    cells = part.cells if isinstance(part, gaps.Row) else [part]
    numbers = {cell.province: cell.tally.companies for cell in cells}
    # A line may end after a comma, but never between a province and its number.
    return gettext(", ").join(
        f"{name_of(province)}\u00a0{numbers[province.code]}" for province in provinces if province.code in numbers
    )


def _sources(shown: ChainMap, ranked: list[RankedGap]) -> list[Source]:
    """Return what the placements and the verdicts rest on, each source once."""
    found = {source.pk: source for source in shown.sources}
    found |= {each.assessment.source_id: each.assessment.source for each in ranked if each.assessment}
    return list(found.values())


def _source(source: Source) -> str:
    parts = [source.author, source.title, cited(source), date_format(source.date, "Y-m") if source.date else ""]
    return ". ".join(dict.fromkeys(part for part in (*parts, source.url) if part))
