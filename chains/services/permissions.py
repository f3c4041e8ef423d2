"""Who may do what, and where. Asked by every service before it writes; pages ask the same to show what is open."""

from enum import StrEnum

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models


class Deed(StrEnum):
    """What can be done to a row; ``VIEW`` of what is not public."""

    VIEW = "view"
    EDIT = "edit"
    IMPORT = "import"
    VERIFY = "verify"
    PUBLISH = "publish"
    MERGE = "merge"
    UNDO = "undo"
    ADMINISTER = "administer"


def provinces_of(user: AbstractBaseUser | None) -> frozenset[str] | None:
    """Return the codes of the provinces that ``user`` may edit; None where all are open."""
    return None


def may(user: AbstractBaseUser | None, deed: Deed, row: models.Model | None = None) -> bool:
    """Return whether ``user`` may do ``deed``, to ``row`` if one is given; ``None`` is the system and may all."""
    return True


def require(user: AbstractBaseUser | None, deed: Deed, row: models.Model | None = None) -> None:
    """Raise ``PermissionDenied``, in words, unless :func:`may`."""
    return None
