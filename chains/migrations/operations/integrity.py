"""The triggers that guard the segment tree and the public ids."""

from chains.integrity import install, remove

__all__ = ["install", "remove"]
