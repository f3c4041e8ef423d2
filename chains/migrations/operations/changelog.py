"""The triggers that write the changelog, and the entries that it begins with."""

from chains.changelog import begin, install, remove

__all__ = ["begin", "install", "remove"]
