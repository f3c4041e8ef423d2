"""The changelog module of the connected database."""

from types import ModuleType

from django.db.backends.base.base import BaseDatabaseWrapper

from . import postgresql, sqlite

_VENDORS = {"postgresql": postgresql, "sqlite": sqlite}


def vendor_of(connection: BaseDatabaseWrapper) -> ModuleType:
    """Return the module with the triggers of the connected database."""
    return _VENDORS[connection.vendor]
