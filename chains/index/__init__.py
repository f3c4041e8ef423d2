"""The facet index behind one door: a function for each question, however the answer is found.

Each process keeps bitmaps of all companies in memory, at the newest revision of the log. They answer where they can;
the database answers the same where they cannot: where they are switched off, inside a transaction, for what they do
not know, and while they are brought up to date. Whoever asks does not learn which of them it was. Other rooms import
from here alone.
"""

from .company_columns import with_list_columns, with_whole_rows
from .company_pages import CompanyPage, companies, rows_in_order
from .company_rows import CompanyRow
from .facet_counts import CountedFacet, FacetOption, facet_counts
from .facets import FACETS, day
from .gap_tallies import GapTallies, gap_tallies
from .held_records import chains_in_order, known_values, sources_of
from .map_cells import NOBODY, CellCompanies, MapCells, MapColumns, MapCompany, map_cells
from .question import Question
from .refresh import kept_by_segment, until_changed
from .search_hits import Hits, hits
from .switch import WITHOUT, describe, forget, prepare

__all__ = [
    "FACETS",
    "NOBODY",
    "WITHOUT",
    "CellCompanies",
    "CompanyPage",
    "CompanyRow",
    "CountedFacet",
    "FacetOption",
    "GapTallies",
    "Hits",
    "MapCells",
    "MapColumns",
    "MapCompany",
    "Question",
    "chains_in_order",
    "companies",
    "day",
    "describe",
    "facet_counts",
    "forget",
    "gap_tallies",
    "hits",
    "kept_by_segment",
    "known_values",
    "map_cells",
    "prepare",
    "rows_in_order",
    "sources_of",
    "until_changed",
    "with_list_columns",
    "with_whole_rows",
]
