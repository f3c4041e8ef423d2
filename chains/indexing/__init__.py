"""The facet index of this process: read from the database, and kept at its newest revision."""

from .catalogue import Catalogue, Entry, in_tree_order, paths, read_catalogue
from .keeper import current, forget, fragments, newest_committed, prepare, search, until_changed
from .state import Revised, State, newest

__all__ = [
    "Catalogue",
    "Entry",
    "Revised",
    "State",
    "current",
    "forget",
    "fragments",
    "in_tree_order",
    "newest",
    "newest_committed",
    "paths",
    "prepare",
    "read_catalogue",
    "search",
    "until_changed",
]
