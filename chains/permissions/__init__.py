"""Permissions: who may do what, and where. Every service checks them before it writes; pages show the same.

A role is membership of a group (:data:`ROLES`); each role includes those before it. Curators change only what is
theirs (``jurisdiction.py``), as it stands on record *and* as it would stand: nothing is moved out of somebody else's
province, or into it. Of a company they may have the right to its identity, to what else is said of it, or to neither.

- chains, their structure, places and kinds of label are for administrators;
- snapshots of the gaps are taken by reviewers, and by the system before every batch; nobody changes them;
- shortlists, like saved filters, belong to whoever keeps them, viewers as well: see ``services/shortlists.py``.

A curator who has not been given a province changes nothing. Superusers may do everything, and so may the system itself
(``None``: commands, the seed).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chains.choices import Role, Stage
from chains.models import (
    Chain,
    City,
    CityGroup,
    Company,
    Label,
    Layer,
    Province,
    ProvinceGrant,
    Region,
    RegionProvince,
    Segment,
    SegmentLink,
)
from chains.permissions import jurisdiction
from chains.permissions.jurisdiction import Jurisdiction


class Permission(StrEnum):
    """A permission on rows: ``VIEW`` those that are not public, ``IDENTIFY`` a company by name, codes and place."""

    VIEW = "view"
    EDIT = "edit"
    IDENTIFY = "identify"
    IMPORT = "import"
    VERIFY = "verify"
    PUBLISH = "publish"
    MERGE = "merge"
    UNDO = "undo"
    SNAPSHOT = "snapshot"
    ADMINISTER = "administer"


class NotPermitted(PermissionDenied):
    """The user lacks a permission; the text says which, and who can help."""


class Reach(StrEnum):
    """Where a role may change rows: nowhere, in the provinces that the user was given, or everywhere."""

    NOWHERE = "nowhere"
    GRANTED = "granted"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class RoleRule:
    """A role: the name of the ``group`` that it is, where it reaches, and in words what it is for."""

    group: str
    reach: Reach
    description: Any


#: The roles, each with what it has beyond those before it.
ROLES: dict[Role, RoleRule] = {
    Role.VIEWER: RoleRule("Viewers", Reach.NOWHERE, gettext_lazy("Sees what is not public yet, and changes nothing.")),
    Role.CURATOR: RoleRule(
        "Curators",
        Reach.GRANTED,
        gettext_lazy(
            "Adds, edits and imports, in the provinces they were given. "
            "What they add goes to review before it is public."
        ),
    ),
    Role.REVIEWER: RoleRule(
        "Reviewers",
        Reach.EVERYWHERE,
        gettext_lazy(
            "Approves or returns what waits for review, with a comment; verifies placements, merges companies, undoes "
            "batches and settles suggestions, in all provinces."
        ),
    ),
    Role.ADMINISTRATOR: RoleRule(
        "Administrators",
        Reach.EVERYWHERE,
        gettext_lazy(
            "Keeps the structure of the chains, the places and the accounts, and gives curators their provinces."
        ),
    ),
}

#: The groups that the roles are, by name.
GROUPS: dict[Role, str] = {role: rule.group for role, rule in ROLES.items()}

#: The least role for each permission.
NEEDED: dict[Permission, Role] = {
    Permission.VIEW: Role.VIEWER,
    Permission.EDIT: Role.CURATOR,
    Permission.IDENTIFY: Role.CURATOR,
    Permission.IMPORT: Role.CURATOR,
    Permission.VERIFY: Role.REVIEWER,
    Permission.PUBLISH: Role.REVIEWER,
    Permission.MERGE: Role.REVIEWER,
    Permission.UNDO: Role.REVIEWER,
    Permission.SNAPSHOT: Role.REVIEWER,
    Permission.ADMINISTER: Role.ADMINISTRATOR,
}

#: Permissions that depend on where a row lies.
LOCAL = frozenset({Permission.EDIT, Permission.IDENTIFY, Permission.IMPORT})

#: Models whose rows only administrators change: everything else hangs on them.
FRAME: frozenset[type[models.Model]] = frozenset(
    {Chain, Layer, Segment, SegmentLink, Region, RegionProvince, Province, City, CityGroup, Label}
)

_RANK = {role: rank for rank, role in enumerate(Role)}

_REFUSALS = {
    Permission.VIEW: gettext_lazy("What is not public is shown to viewers, curators and reviewers only."),
    Permission.EDIT: gettext_lazy("Only curators and reviewers change the atlas."),
    Permission.IDENTIFY: gettext_lazy("Only curators and reviewers change the atlas."),
    Permission.IMPORT: gettext_lazy("Only curators and reviewers import sheets."),
    Permission.VERIFY: gettext_lazy("Only reviewers mark a placement as verified, or take that mark away."),
    Permission.PUBLISH: gettext_lazy("Only reviewers publish, and take back what is published."),
    Permission.MERGE: gettext_lazy("Only reviewers merge and split companies."),
    Permission.UNDO: gettext_lazy("Only reviewers undo a batch."),
    Permission.SNAPSHOT: gettext_lazy("Only reviewers take a snapshot of the gaps."),
    Permission.ADMINISTER: gettext_lazy("Only administrators do this."),
}


def includes(role: Role, permission: Permission) -> bool:
    """Return whether a role includes a permission, anywhere at all."""
    return _RANK[role] >= _RANK[NEEDED[permission]]


def role_of(user: AbstractBaseUser | None) -> Role | None:
    """Return the widest role of ``user``, or None; the system (no user) and superusers are administrators.

    Read once for each user object, as Django does with permissions; :func:`forget` makes it read again.
    """
    if user is None:
        return Role.ADMINISTRATOR
    if not user.is_active or user.is_anonymous:
        return None
    if user.is_superuser:
        return Role.ADMINISTRATOR
    if not hasattr(user, "_atlas_role"):
        names = set(user.groups.values_list("name", flat=True))
        held = [role for role, name in GROUPS.items() if name in names]
        user._atlas_role = max(held, key=_RANK.__getitem__) if held else None
    return user._atlas_role


def provinces_of(user: AbstractBaseUser | None) -> frozenset[str] | None:
    """Return the codes of the provinces that ``user`` may edit; None where all are open."""
    role = role_of(user)
    reach = ROLES[role].reach if role else Reach.NOWHERE
    if reach == Reach.EVERYWHERE:
        return None
    if reach == Reach.NOWHERE:
        return frozenset()
    if not hasattr(user, "_atlas_provinces"):
        grants = ProvinceGrant.objects.filter(user=user)
        user._atlas_provinces = frozenset(grants.values_list("province_id", flat=True))
    return user._atlas_provinces


def forget(user: AbstractBaseUser) -> None:
    """Let role and provinces of ``user`` be read again, after they were changed."""
    for name in ("_atlas_role", "_atlas_provinces"):
        if hasattr(user, name):
            delattr(user, name)


def may(user: AbstractBaseUser | None, permission: Permission, row: models.Model | None = None) -> bool:
    """Return whether ``user`` has a permission, on ``row`` if one is given. ``None`` is the system, which has all.

    Without a row: whether the user has it on any row at all. A row that is on record is also checked as it
    stands there, and to ``EDIT`` a company whose identity differs from what is on record is to ``IDENTIFY`` it.
    """
    return not refusal(user, permission, row)


def require(user: AbstractBaseUser | None, permission: Permission, row: models.Model | None = None) -> None:
    """Raise :class:`NotPermitted`, a ``PermissionDenied`` with words for the user, unless :func:`may`."""
    if text := refusal(user, permission, row):
        raise NotPermitted(text)


def permitted_of(
    user: AbstractBaseUser | None, permission: Permission, rows: Sequence[models.Model]
) -> list[models.Model]:
    """Return those of ``rows`` (of one model) on which ``user`` has a permission, as they stand in memory.

    In a fixed number of queries. Rows that were changed since they were read are to be asked about as they were, too.
    """
    if not rows or role_refusal(user, permission):
        return []
    if permission not in LOCAL or provinces_of(user) is None:
        framed = type(rows[0]) in FRAME and permission in LOCAL and bool(role_refusal(user, Permission.ADMINISTER))
        return [] if framed else list(rows)
    if type(rows[0]) in FRAME:
        return []
    every = jurisdiction.of_each(rows, identity=permission == Permission.IDENTIFY)
    return [row for row, whose in zip(rows, every, strict=True) if _is_theirs(user, whose)]


def require_each(user: AbstractBaseUser | None, permission: Permission, rows: Iterable[models.Model]) -> None:
    """Raise :class:`NotPermitted`, naming the first row refused, unless ``user`` has a permission on all ``rows``."""
    by_model: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    for own in by_model.values():
        permitted = {row.pk for row in permitted_of(user, permission, own)}
        for row in own:
            if row.pk not in permitted:
                require(user, permission, row)


def first_stage(user: AbstractBaseUser | None) -> Stage:
    """Return the stage in which rows that ``user`` makes begin: published at once by those who may publish."""
    return Stage.PUBLISHED if may(user, Permission.PUBLISH) else Stage.REVIEW


def refusal(user: AbstractBaseUser | None, permission: Permission, row: models.Model | None = None) -> str:
    """Return why ``user`` lacks a permission on ``row``, and who can help; empty if they have it."""
    if text := role_refusal(user, permission):
        return text
    if row is None or permission not in LOCAL:
        return ""
    if type(row) in FRAME and role_refusal(user, Permission.ADMINISTER):
        return _("%(rows)s are kept by the administrators: ask one of them.") % {
            "rows": capfirst(str(row._meta.verbose_name_plural))
        }
    if provinces_of(user) is None:
        return ""
    before = _on_record(row)
    identity = permission == Permission.IDENTIFY or (
        isinstance(row, Company) and before is not None and jurisdiction.changes_identity(before, row)
    )
    states = [row] if before is None else [before, row]
    for state, whose in zip(states, jurisdiction.of_each(states, identity=identity), strict=True):
        if not _is_theirs(user, whose):
            return _not_theirs(user, state, whose, identity=identity)
    return ""


def role_refusal(user: AbstractBaseUser | None, permission: Permission) -> str:
    """Return why ``user`` lacks a permission everywhere, and who can help; empty if they have it anywhere."""
    role = role_of(user)
    if role is None:
        return _("Your account has no role here yet. An administrator can give you one.")
    if not includes(role, permission):
        return _("%(rule)s Your role is “%(role)s”: ask one of them, or an administrator for a wider role.") % {
            "rule": _REFUSALS[permission],
            "role": role.label,
        }
    if permission in LOCAL and provinces_of(user) == frozenset():
        return _("You have not been given a province yet. An administrator can give you those you look after.")
    return ""


def _on_record(row: models.Model) -> models.Model | None:
    return None if row._state.adding else type(row)._base_manager.filter(pk=row.pk).first()


def _is_theirs(user: AbstractBaseUser, whose: Jurisdiction) -> bool:
    return whose.includes(user.pk, provinces_of(user) or ())


def _not_theirs(user: AbstractBaseUser, row: models.Model, whose: Jurisdiction, *, identity: bool) -> str:
    """Return the words for a row that is not the user's."""
    own = provinces_of(user) or frozenset()
    names = dict(Province.objects.filter(pk__in=whose.provinces | own).values_list("pk", "name"))
    told = {"row": row, "place": _listed(names, whose.provinces), "own": _listed(names, own)}
    if whose.provinces and identity:
        return (
            _(
                "Names, codes, registered place, website and stage of “%(row)s” are for the curators of %(place)s, and "
                "you look after %(own)s. Ask one of them, or a reviewer."
            )
            % told
        )
    if whose.provinces:
        return (
            _(
                "“%(row)s” lies in %(place)s, and you look after %(own)s. "
                "Ask a curator of that province or a reviewer, or an administrator for the province."
            )
            % told
        )
    if whose.maker is not None:
        return (
            _("“%(row)s” lies in no province yet: until it is published only who made it, or a reviewer, changes it.")
            % told
        )
    return _("“%(row)s” lies in no single province: only reviewers change it. Ask one of them.") % told


def _listed(names: dict[str, str], codes: frozenset[str]) -> str:
    return "、".join(names.get(code, code) for code in sorted(codes))
