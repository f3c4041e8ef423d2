"""Who may do what, and where. Asked by every service before it writes; pages ask the same to show what is open.

A role is membership of a group (:data:`GROUPS`); each role includes those before it. Curators change only what lies
in the provinces they are given, as it stands on record *and* as it would stand: nothing is moved out of somebody
else's province, or into it. Where a row lies:

- a placement in its province; one abroad is for reviewers, since no curator is given a country;
- evidence where its placement lies; names, listings and labels of a company where the company lies;
- a company in the province it is registered in and in those of its placements: one of them is enough, and one that
  lies nowhere yet is for any curator;
- research bases, platforms, parks, alliances and projects in their province, those without one are for any curator;
  members of a research base where the base lies;
- an assessment in its province; one for a whole region is for reviewers; a target in its province;
- shares of supply, technologies and sources nowhere: they are for any curator;
- chains, their structure, places and kinds of label are for administrators;
- snapshots of the gaps are taken by reviewers, and by the system before every batch; nobody changes them;
- shortlists, like saved filters, belong to whoever keeps them, viewers as well: see ``services/shortlists.py``.

“Any curator” is one who has been given a province at all. Superusers may everything, and so may the system itself
(``None``: commands, the seed).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
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
    Assessment,
    Chain,
    City,
    CityGroup,
    Company,
    CompanyLabel,
    CompanyName,
    Evidence,
    Label,
    Layer,
    Listing,
    Placement,
    Province,
    ProvinceGrant,
    Region,
    RegionProvince,
    ResearchBaseMember,
    Segment,
    SegmentLink,
    Target,
)
from chains.models.base import Placed


class Deed(StrEnum):
    """What can be done to a row; ``VIEW`` of what is not public."""

    VIEW = "view"
    EDIT = "edit"
    IMPORT = "import"
    VERIFY = "verify"
    PUBLISH = "publish"
    MERGE = "merge"
    UNDO = "undo"
    SNAPSHOT = "snapshot"
    ADMINISTER = "administer"


class NotPermitted(PermissionDenied):
    """Somebody may not do this; the text says what is missing and who can help."""


#: The groups that the roles are, by name.
GROUPS: dict[Role, str] = {
    Role.VIEWER: "Viewers",
    Role.CURATOR: "Curators",
    Role.REVIEWER: "Reviewers",
    Role.ADMINISTRATOR: "Administrators",
}

#: The least role for each deed.
NEEDED: dict[Deed, Role] = {
    Deed.VIEW: Role.VIEWER,
    Deed.EDIT: Role.CURATOR,
    Deed.IMPORT: Role.CURATOR,
    Deed.VERIFY: Role.REVIEWER,
    Deed.PUBLISH: Role.REVIEWER,
    Deed.MERGE: Role.REVIEWER,
    Deed.UNDO: Role.REVIEWER,
    Deed.SNAPSHOT: Role.REVIEWER,
    Deed.ADMINISTER: Role.ADMINISTRATOR,
}

#: Deeds for which it matters where a row lies.
LOCAL = frozenset({Deed.EDIT, Deed.IMPORT})

#: Models whose rows only administrators change: everything else hangs on them.
FRAME: frozenset[type[models.Model]] = frozenset(
    {Chain, Layer, Segment, SegmentLink, Region, RegionProvince, Province, City, CityGroup, Label}
)

#: Companies per query, where many are asked about.
_CHUNK = 500

_RANK = {role: rank for rank, role in enumerate(Role)}

_REFUSALS = {
    Deed.VIEW: gettext_lazy("What is not public is shown to viewers, curators and reviewers only."),
    Deed.EDIT: gettext_lazy("Only curators and reviewers change the atlas."),
    Deed.IMPORT: gettext_lazy("Only curators and reviewers import sheets."),
    Deed.VERIFY: gettext_lazy("Only reviewers mark a placement as verified, or take that mark away."),
    Deed.PUBLISH: gettext_lazy("Only reviewers publish, and take back what is published."),
    Deed.MERGE: gettext_lazy("Only reviewers merge and split companies."),
    Deed.UNDO: gettext_lazy("Only reviewers undo a batch."),
    Deed.SNAPSHOT: gettext_lazy("Only reviewers take a snapshot of the gaps."),
    Deed.ADMINISTER: gettext_lazy("Only administrators do this."),
}


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
    if role in (Role.REVIEWER, Role.ADMINISTRATOR):
        return None
    if role != Role.CURATOR:
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


def may(user: AbstractBaseUser | None, deed: Deed, row: models.Model | None = None) -> bool:
    """Return whether ``user`` may do ``deed``, to ``row`` if one is given; ``None`` is the system and may all.

    Without a row: whether there is any on which the user may do it. A row that is on record is looked at as it
    stands there as well.
    """
    return not refusal(user, deed, row)


def require(user: AbstractBaseUser | None, deed: Deed, row: models.Model | None = None) -> None:
    """Raise :class:`NotPermitted`, a ``PermissionDenied`` with words for the user, unless :func:`may`."""
    if text := refusal(user, deed, row):
        raise NotPermitted(text)


def may_at(user: AbstractBaseUser | None, deed: Deed, provinces: frozenset[str] | set[str] | None) -> bool:
    """Return whether ``user`` may do ``deed`` to a row that lies in one of ``provinces`` (codes).

    For many rows at once, as no row is read: an empty set is a row that lies nowhere, None one that is for
    reviewers only, see :func:`lies_in`.
    """
    if role_refusal(user, deed):
        return False
    own = provinces_of(user)
    if deed not in LOCAL or own is None:
        return True
    return provinces is not None and (not provinces or not own.isdisjoint(provinces))


def permitted_of(user: AbstractBaseUser | None, deed: Deed, rows: Sequence[models.Model]) -> list[models.Model]:
    """Return those of ``rows`` (of one model, unchanged since they were read) to which ``user`` may do ``deed``.

    In a fixed number of queries.
    """
    if not rows or role_refusal(user, deed):
        return []
    if deed not in LOCAL or provinces_of(user) is None:
        framed = type(rows[0]) in FRAME and role_of(user) != Role.ADMINISTRATOR
        return [] if framed and deed in LOCAL else list(rows)
    if type(rows[0]) in FRAME:
        return []
    places = where(rows)
    return [row for row in rows if may_at(user, deed, places[row.pk])]


def require_each(user: AbstractBaseUser | None, deed: Deed, rows: Iterable[models.Model]) -> None:
    """Raise :class:`NotPermitted`, in words on the first of them, unless ``user`` may do ``deed`` to all ``rows``."""
    by_model: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    for own in by_model.values():
        permitted = {row.pk for row in permitted_of(user, deed, own)}
        for row in own:
            if row.pk not in permitted:
                require(user, deed, row)


def where(rows: Sequence[models.Model]) -> dict[Any, frozenset[str] | None]:
    """Return for each of ``rows`` (of one model, on record) what :func:`lies_in` says, by primary key."""
    if not rows or not isinstance(rows[0], Company):
        return {row.pk: lies_in(row) for row in rows}
    worked: dict[Any, set[Any]] = defaultdict(set)
    keys = [row.pk for row in rows]
    for start in range(0, len(keys), _CHUNK):
        found = Placement.objects.filter(company__in=keys[start : start + _CHUNK], province__isnull=False)
        for company, province in found.order_by().values_list("company_id", "province_id").distinct():
            worked[company].add(province)
    return {row.pk: frozenset({row.province_id, *worked[row.pk]} - {None}) for row in rows}


def first_stage(user: AbstractBaseUser | None) -> Stage:
    """Return the stage in which rows that ``user`` makes begin: published at once by those who may publish."""
    return Stage.PUBLISHED if may(user, Deed.PUBLISH) else Stage.REVIEW


def lies_in(row: models.Model) -> frozenset[str] | None:
    """Return the codes of the provinces in which ``row`` lies; empty for nowhere, None for reviewers only.

    A company that is not on record yet may carry in ``placed_in`` the codes of the provinces of the placements
    that are about to be saved with it.
    """
    match row:
        case Placement() | Assessment() | Target():
            return frozenset({row.province_id}) if row.province_id else None
        case Evidence():
            return lies_in(row.placement)
        case CompanyName() | Listing() | CompanyLabel():
            return lies_in(row.company)
        case Company():
            return _company_lies_in(row)
        case ResearchBaseMember():
            return lies_in(row.base)
        case Placed():
            return frozenset({row.province_id} - {None})
    return frozenset()


def refusal(user: AbstractBaseUser | None, deed: Deed, row: models.Model | None = None) -> str:
    """Return why ``user`` may not do ``deed`` to ``row``, and who can help; empty if it is permitted."""
    if text := role_refusal(user, deed):
        return text
    if row is None or deed not in LOCAL:
        return ""
    if type(row) in FRAME and role_of(user) != Role.ADMINISTRATOR:
        return _("%(rows)s are kept by the administrators: ask one of them.") % {
            "rows": capfirst(str(row._meta.verbose_name_plural))
        }
    own = provinces_of(user)
    if own is None:
        return ""
    for state in _states(row):
        provinces = lies_in(state)
        if provinces is None:
            return _("“%(row)s” lies in no single province: only reviewers change it. Ask one of them.") % {
                "row": state
            }
        if provinces and own.isdisjoint(provinces):
            return _elsewhere(state, provinces, own)
    return ""


def role_refusal(user: AbstractBaseUser | None, deed: Deed) -> str:
    """Return why ``user`` may not do ``deed`` wherever it be, and who can help; empty if there is something."""
    role = role_of(user)
    if role is None:
        return _("Your account has no role here yet. An administrator can give you one.")
    if _RANK[role] < _RANK[NEEDED[deed]]:
        return _("%(rule)s Your role is “%(role)s”: ask one of them, or an administrator for a wider role.") % {
            "rule": _REFUSALS[deed],
            "role": role.label,
        }
    if deed in LOCAL and provinces_of(user) == frozenset():
        return _("You have not been given a province yet. An administrator can give you those you look after.")
    return ""


def _states(row: models.Model) -> list[models.Model]:
    """Return the row as it stands and, if it is on record, as it stands there."""
    if row._state.adding:
        return [row]
    before = type(row)._base_manager.filter(pk=row.pk).first()
    return [row] if before is None else [before, row]


def _company_lies_in(company: Company) -> frozenset[str]:
    provinces: set[Any] = {company.province_id, *getattr(company, "placed_in", ())}
    if not company._state.adding:
        provinces |= set(Placement.objects.filter(company=company).order_by().values_list("province_id", flat=True))
    return frozenset(provinces - {None})


def _elsewhere(row: models.Model, provinces: frozenset[str], own: frozenset[str]) -> str:
    """Return the words for a row that lies in other provinces than the user's own."""
    names = dict(Province.objects.filter(pk__in=provinces | own).values_list("pk", "name"))
    return _(
        "“%(row)s” lies in %(place)s, and you look after %(own)s. "
        "Ask a curator of that province or a reviewer, or an administrator for the province."
    ) % {
        "row": row,
        "place": _listed(names, provinces),
        "own": _listed(names, own),
    }


def _listed(names: dict[str, str], codes: frozenset[str]) -> str:
    return "、".join(names.get(code, code) for code in sorted(codes))
