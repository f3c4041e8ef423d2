"""The map of a chain as the content of a figure, in the reader's language."""

from django.forms import Form
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_lazy as _

from chains.analysis import gaps
from chains.analysis.signals import FULLEST_FIRST, LEVELS, Signal
from chains.analysis.wording import cited, decimals, in_english, language_tag, name_of, other_name, why_nobody
from chains.choices import UNKNOWN_PROVINCE, MapView, PlacementStatus, Verdict
from chains.figures.content import (
    Beneath,
    Child,
    FigureBand,
    FigureCell,
    FigureColumn,
    FigureName,
    FigureRow,
    Heading,
    Key,
    MapContent,
    Mark,
)
from chains.figures.punctuation import narrow_marks
from chains.figures.shapes import Fill, Ink
from chains.selectors.maps import ChainMap, MapCell, MapColumn

NOTE = _(
    "Signals are computed from counts, verdicts are given by people; they stand apart and neither rewrites the other."
)


def map_content(shown: ChainMap, view: str, form: Form) -> MapContent:
    """Return what the figure of a map says: the same as its page in the ``view`` of ``names``, ``counts`` or ``gaps``.

    ``form`` is the valid form of the filter: what it narrows by is said under the title.
    """
    content = MapContent(
        heading=_heading(shown, view, form),
        alliances=tuple(name_of(alliance) for alliance in shown.alliances),
        bands=tuple(
            FigureBand(name_of(band.layer), tuple(_column(column) for column in band.columns)) for band in shown.bands
        ),
        rows=tuple(
            FigureRow(
                row.province.code,
                name_of(row.province),
                row.shown,
                tuple(_cell(cell, view) for cell in row.cells),
            )
            for row in shown.rows
        ),
        beneath=tuple(
            Beneath(key, name, tuple(name_of(row) for row in rows))
            for key, name, rows in (
                ("research-bases", gettext("Basic research"), shown.research_bases),
                ("platforms", gettext("Platforms"), shown.platforms),
                ("parks", gettext("Parks and incubators"), shown.parks),
            )
            if rows
        ),
        feeds_label=gettext("Feeds"),
        children_label=gettext("Sub-segments"),
        no_children=gettext("none defined"),
        nothing=gettext("The provinces chosen lie outside the region of this map."),
    )
    return narrow_marks(content) if in_english() else content


def site_name() -> str:
    """Return the name of the site, in Chinese and English as its head has it."""
    with override("en"):
        return f"产业链图谱 {gettext('Chain Atlas')}"


def drawn_today() -> str:
    """Return when a figure was drawn, in words."""
    return gettext("as it stood on %(day)s") % {"day": date_format(localdate(), "Y-m-d")}


def _heading(shown: ChainMap, view: str, form: Form) -> Heading:
    title = gettext("%(region)s %(chain)s chain") % {
        "region": name_of(shown.chain.region),
        "chain": name_of(shown.chain),
    }
    facts = [
        ngettext("%(n)s placement", "%(n)s placements", shown.placements) % {"n": shown.placements},
        ngettext("%(n)s company", "%(n)s companies", shown.companies) % {"n": shown.companies},
    ]
    if shown.as_of:
        facts.append(f"{gettext('as of')} {date_format(shown.as_of, 'Y-m')}")
    if not shown.placements:
        facts.append(gettext("nothing on record"))
    elif shown.verified:
        facts.append(gettext("%(n)s verified") % {"n": shown.verified})
    else:
        facts.append(gettext("none verified yet"))
    if unknown := shown.gap.unknown_in_chain:
        facts.append(unknown_in_words(unknown))
    if outside := shown.gap.elsewhere:
        facts.append(
            ngettext(
                "%(n)s company outside the region is not shown",
                "%(n)s companies outside the region are not shown",
                outside,
            )
            % {"n": outside}
        )
    return Heading(
        title=title,
        facts=" · ".join(facts),
        choice=choice_in_words(form),
        dated=drawn_today(),
        site=site_name(),
        sources_label=gettext("Sources"),
        sources=tuple(cited(source) for source in shown.sources),
        legend=(*signal_keys(shown.filtered), *(_name_keys(shown) if view == MapView.NAMES else ())),
        note=str(NOTE),
        language=language_tag(),
        description=f"{title} · " + " · ".join(facts),
    )


def unknown_in_words(companies: int) -> str:
    """Return how many companies in China are in none of a figure's provinces, as theirs is not known."""
    return ngettext(
        "%(n)s company of unknown province is not shown", "%(n)s companies of unknown province are not shown", companies
    ) % {"n": companies}


def choice_in_words(form: Form) -> str:
    """Return what a filter narrows by, in words; nothing where it does not."""
    said = []
    for name, value in form.cleaned_data.items():
        if not value or name in ("view", "paper"):
            continue
        field = form.fields[name]
        if isinstance(value, str):
            values = [value]
        elif hasattr(field, "queryset"):
            values = [gettext("province not known") if row == UNKNOWN_PROVINCE else name_of(row) for row in value]
        else:
            words = dict(field.choices)
            values = [str(words[code]) for code in value]
        said.append(f"{field.label} {gettext(', ').join(values)}")
    return f"{gettext('Filter')} · {' · '.join(said)}" if said else ""


def look_of(signal: str) -> tuple[str, Ink | None, bool]:
    """Return how a signal looks on paper: what lies under the cell, its edge, and whether that is double."""
    level = LEVELS[signal]
    ground = level.signal.value if level.hatching else Fill(level.ground)
    return ground, Ink(level.edge) if level.edge else None, level.double_edge


def signal_keys(filtered: bool = False) -> tuple[Key, ...]:
    """Return the legend of the signals."""
    keys = [Key(str(level.signal.label), *look_of(level.signal)) for level in FULLEST_FIRST]
    if filtered:
        keys.append(Key(gettext("filtered out"), Fill.FILTERED))
    return tuple(keys)


def _name_keys(shown: ChainMap) -> tuple[Key, ...]:
    names = [company for row in shown.rows for cell in row.cells for company in cell.companies]
    keys = [Key(gettext("listed company"), sample="listed")]
    if any(company.labelled for company in names):
        keys.append(Key(gettext("with a label"), sample="labelled"))
    for status in (PlacementStatus.VERIFIED, PlacementStatus.DISPUTED):
        if any(company.status == status for company in names):
            keys.append(Key(str(status.label), sample=str(status)))
    return tuple(keys)


def marks_of(part: gaps.Row | gaps.Cell) -> tuple[Mark, ...]:
    """Return the verdict on a row or cell as a bordered word."""
    if not part.ruling:
        return ()
    ruling = part.ruling
    words = [str(Verdict(ruling.verdict).label)]
    if ruling.choke_point:
        words.append(gettext("choke point"))
    if ruling.import_dependent:
        words.append(gettext("import dependent"))
    text = " · ".join(words)
    if part.inherited:
        return (Mark(text, Ink.SOFT, dashed=True),)
    short = ruling.verdict in (Verdict.GAP, Verdict.WEAK)
    return (Mark(text, Ink.WARN if short else Ink.GOOD, washed=short),)


def conflict_of(part: gaps.Row | gaps.Cell) -> str:
    """Return the words for a contradiction between signal and verdict, nothing where there is none."""
    return gettext("contradicts the counts") if part.conflict else ""


def _column(column: MapColumn) -> FigureColumn:
    coverage = column.row.coverage
    return FigureColumn(
        key=column.segment.code,
        name=name_of(column.segment),
        other=other_name(column.segment),
        number=column.shown,
        feeds=gettext(", ").join(name_of(segment) for segment in column.feeds),
        marks=marks_of(column.row),
        conflict=conflict_of(column.row),
        children=tuple(Child(name_of(child.segment), len(child.companies)) for child in column.children),
        coverage=f"{coverage.occupied}/{coverage.defined}" if column.children else "",
        uncovered=bool(column.children) and not coverage.occupied,
    )


def _cell(cell: MapCell, view: str) -> FigureCell:
    key = f"{cell.segment.code}-{cell.province.code}"
    number = len(cell.companies)
    fill, edge, double = look_of(cell.gap.signal)
    if cell.hidden and not number:
        text = ngettext(
            "%(n)s company here does not fit the filter",
            "%(n)s companies here do not fit the filter",
            cell.hidden,
        ) % {"n": cell.hidden}
        return FigureCell(key, 0, Fill.FILTERED, word=gettext("filtered out"), small=(text,))
    more = (gettext("%(n)s more do not fit the filter") % {"n": cell.hidden},) if cell.hidden else ()
    if not number:
        return FigureCell(
            key,
            0,
            fill,
            edge,
            double,
            word=str(Signal(cell.gap.signal).label),
            small=(why_nobody(cell.gap),),
            marks=marks_of(cell.gap) if view == MapView.GAPS else (),
        )
    if view == MapView.NAMES:
        names = tuple(
            FigureName(name_of(company), company.public_id, company.listed, company.labelled, company.status)
            for company in cell.companies
        )
        return FigureCell(key, number, fill, edge, double, names=names, small=more)
    if view == MapView.COUNTS:
        tally = cell.gap.tally
        figures = (
            gettext("%(n)s only here") % {"n": tally.dedicated},
            gettext("%(n)s listed") % {"n": tally.listed},
        )
        return FigureCell(key, number, fill, edge, double, small=more or (" · ".join(figures),), large=True)
    figures = kept_together(
        gettext("expected %(expected)s · LQ′ %(lq)s")
        % {
            "expected": decimals(cell.gap.expected, 1),
            "lq": decimals(cell.gap.lq_shrunk, 2),
        }
    )
    return FigureCell(
        key,
        number,
        fill,
        edge,
        double,
        word=str(Signal(cell.gap.signal).label),
        small=(figures,),
        marks=marks_of(cell.gap),
        large=True,
    )


def kept_together(figures: str) -> str:
    """Return figures between middle dots so that a line ends at the dots only."""
    return " · ".join(part.replace(" ", "\u00a0") for part in figures.split(" · "))
