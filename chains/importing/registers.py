"""Sheets with one record per row, all kinds but companies: what identifies a record, and who may import it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from chains.choices import SheetKind
from chains.models import (
    Alliance,
    Assessment,
    Chain,
    City,
    Company,
    Layer,
    Park,
    Platform,
    Project,
    Province,
    Region,
    ResearchBase,
    Segment,
    SegmentLink,
    SupplyShare,
    Technology,
)
from chains.models.base import PLACE_FIELDS, Placed, PubliclyNamed
from chains.models.columns import COLUMNS, Use
from chains.permissions import FRAME, Permission, may, require


@dataclass(frozen=True, slots=True)
class Register:
    """A sheet's record: what identifies one, its fields with their columns, and which of them are many-to-many.

    ``identity`` are lookups from the model; no two rows may say the same in all fields of one of ``unique``.
    """

    model: type[models.Model]
    identity: tuple[str, ...]
    unique: tuple[str, ...]
    columns: Mapping[str, str]
    relations: Mapping[str, str]

    @classmethod
    def of(cls, model: type[models.Model], *identity: str, unique: tuple[str, ...] = ()) -> Self:
        """Return the register of a record that these fields identify; its place is one value of several fields."""
        placed = issubclass(model, Placed)
        imported = [each for each in COLUMNS[model].used(Use.IMPORT) if not (placed and each.name in PLACE_FIELDS)]
        relations = {each.name: each.sheet for each in imported if each.field.many_to_many}
        columns = {each.name: each.sheet for each in imported if each.name not in relations}
        return cls(model, identity, unique, columns, relations)

    @property
    def placed(self) -> bool:
        """Whether the record stands at a place."""
        return issubclass(self.model, Placed)

    @property
    def is_structure(self) -> bool:
        """Whether the record is one that all others hang on, and that administrators keep."""
        return self.model in FRAME

    @property
    def has_public_id(self) -> bool:
        """Whether the id in a sheet is the public one, and not a code that says which record it is to be."""
        return issubclass(self.model, PubliclyNamed)

    @property
    def companies(self) -> tuple[str, ...]:
        """The fields that hold a company."""
        return tuple(name for name in self.columns if self.model._meta.get_field(name).related_model is Company)

    @property
    def told_by(self) -> tuple[str, ...]:
        """The columns that cost the row a word that is not known: an exact place in the structure is none without."""
        own = tuple(self.columns.get(name.partition("__")[0], name) for name in self.identity)
        if not self.is_structure:
            return own
        related = (code for name, code in self.columns.items() if self.model._meta.get_field(name).is_relation)
        return (*own, *related, "chain", "provinces")


REGISTERS: dict[SheetKind, Register] = {
    SheetKind.RESEARCH_BASES: Register.of(ResearchBase, "name"),
    SheetKind.PLATFORMS: Register.of(Platform, "name"),
    SheetKind.PARKS: Register.of(Park, "name", "province"),
    SheetKind.TECHNOLOGIES: Register.of(Technology, "field", "group", "name"),
    SheetKind.ASSESSMENTS: Register.of(Assessment, "segment", "province", "region", "source", "date"),
    SheetKind.SUPPLY_SHARES: Register.of(SupplyShare, "segment", "country", "year", "source"),
    SheetKind.ALLIANCES: Register.of(Alliance, "name"),
    SheetKind.PROJECTS: Register.of(Project, "name"),
    SheetKind.CHAINS: Register.of(Chain, "slug", unique=("name",)),
    SheetKind.LAYERS: Register.of(Layer, "chain", "slug", unique=("chain", "name")),
    SheetKind.SEGMENTS: Register.of(Segment, "layer__chain", "slug", unique=("layer", "parent", "name")),
    SheetKind.SEGMENT_LINKS: Register.of(SegmentLink, "upstream", "downstream"),
    SheetKind.PROVINCES: Register.of(Province, "code", unique=("name",)),
    SheetKind.CITIES: Register.of(City, "code", unique=("province", "name")),
    SheetKind.REGIONS: Register.of(Region, "slug", unique=("name",)),
}


def require_kind(user: AbstractBaseUser | None, kind: SheetKind) -> None:
    """Raise ``NotPermitted`` unless the user may import sheets of this kind: the structure is for administrators."""
    register = REGISTERS.get(kind)
    require(user, Permission.IMPORT, register.model() if register and register.is_structure else None)


def kinds_of(user: AbstractBaseUser | None) -> list[SheetKind]:
    """Return the kinds of sheets that the user may import, in their order."""
    structure = may(user, Permission.ADMINISTER)
    return [kind for kind in SheetKind if structure or kind not in REGISTERS or not REGISTERS[kind].is_structure]
