"""The facet index of this process: read from the database, and kept at its newest revision."""

from .catalogue import Catalogue, Entry, in_tree_order, paths
from .keeper import State, current, forget, fragments, prepare

__all__ = ["Catalogue", "Entry", "State", "current", "forget", "fragments", "in_tree_order", "paths", "prepare"]
