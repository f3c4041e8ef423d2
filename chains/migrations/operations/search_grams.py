"""The indexes by which PostgreSQL finds names."""

from chains.searching import install, remove

__all__ = ["install", "remove"]
