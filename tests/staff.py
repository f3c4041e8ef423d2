"""Users to test with: somebody of each role, curators with their provinces."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model

from chains.choices import Role
from chains.services.accounts import give_provinces, give_role

_numbers = count(1)


def make_user(role: Role | None = None, provinces: Iterable[str] = (), **fields: Any) -> Any:
    """Return a new member of the staff with this role and, as a curator, these provinces."""
    user = get_user_model().objects.create_user(
        f"user-{next(_numbers)}", **{"is_staff": True, "password": "x"} | fields
    )
    if role is not None:
        give_role(user, role)
    give_provinces(user, provinces)
    return user
