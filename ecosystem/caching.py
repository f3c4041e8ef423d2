"""The file cache, which can be lost at any time; only ``/healthz`` reports its loss."""

import logging
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache

logger = logging.getLogger("django.request")


class ExpendableFileCache(FileBasedCache):
    """Takes what cannot be read for not there, and goes on without what cannot be written (a full disk, say)."""

    def _createdir(self) -> None:
        try:
            super()._createdir()
        except OSError as error:
            logger.warning("the cache has no folder: %s", error)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Return what is kept under ``key``, or ``default``."""
        try:
            return super().get(key, default, version)
        # Whatever unpickling makes of garbage.
        except Exception as error:
            logger.warning("the cache cannot be read: %s", error)
            return default

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep ``value``, if that is possible."""
        try:
            super().set(key, value, timeout, version)
        except OSError as error:
            logger.warning("the cache cannot be written to: %s", error)

    def has_key(self, key: str, version: int | None = None) -> bool:
        """Return whether anything that can be read is kept under ``key``."""
        try:
            return super().has_key(key, version)
        except Exception:
            return False

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget what is kept under ``key``; return whether there was anything."""
        try:
            return super().delete(key, version)
        except OSError:
            return False
