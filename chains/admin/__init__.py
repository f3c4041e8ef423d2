"""The admin: where the atlas is curated."""

from chains.admin import (
    accounts,
    actors,
    assessment,
    batches,
    duplicates,
    evidence,
    geography,
    import_plan,
    imports,
    institutions,
    merging,
    quality,
    reviewing,
    saved_filters,
    structure,
    suggestions,
)

__all__ = [
    "accounts",
    "actors",
    "assessment",
    "batches",
    "duplicates",
    "evidence",
    "geography",
    "import_plan",
    "imports",
    "institutions",
    "merging",
    "quality",
    "reviewing",
    "saved_filters",
    "structure",
    "suggestions",
]
