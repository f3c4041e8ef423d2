"""The seed: sheets in, the objects of a Django fixture out. No ORM, no files.

The same sheets always give the same entries, each of them after those that it refers to.
"""

import json
from collections.abc import Iterable, Mapping

from .actors import add_companies, add_labels
from .column_mappings import add_column_mappings
from .conclusions import add_assessments, add_technologies
from .geography import add_places, add_sources
from .institutions import add_alliances, add_parks, add_platforms, add_projects, add_research_bases
from .seed_context import Context, Entry
from .sheets import SeedSheetError, parse_sheets
from .structure import add_structure

__all__ = ["Entry", "SeedSheetError", "as_json", "build_entries"]


def build_entries(texts: Mapping[str, str]) -> list[Entry]:
    """Return the entries of the fixture that ``texts`` (the CSV text of every sheet, by its name) gives.

    Raises :class:`SeedSheetError`, which names the file, the row and the column of the first thing that is wrong.
    """
    context = Context(parse_sheets(texts))
    for add in (
        add_sources,
        add_places,
        add_structure,
        add_labels,
        add_companies,
        add_research_bases,
        add_platforms,
        add_parks,
        add_alliances,
        add_projects,
        add_technologies,
        add_assessments,
        add_column_mappings,
    ):
        add(context)
    context.check_all_used()
    return context.entries


def as_json(entries: Iterable[Entry]) -> str:
    """Return the fixture as text: one object a line, so that a changed row of a sheet is a changed line."""
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    return f"[\n{lines}\n]\n"
