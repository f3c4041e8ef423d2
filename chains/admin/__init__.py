"""The admin: where the atlas is curated."""

from chains.admin import actors, assessment, evidence, geography, institutions, structure

__all__ = ["actors", "assessment", "evidence", "geography", "institutions", "structure"]
