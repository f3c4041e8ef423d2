"""Logs: one JSON object per line on standard output, without personal data.

A line has the path of a request but not its query string (people search for names), never an address or a
user name, and of an exception only its class and where it passed: its message may quote what somebody typed.
"""

import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from pythonjsonlogger.json import JsonFormatter

#: The id of the request being answered, which ties its lines together; empty outside of a request.
request_id: ContextVar[str] = ContextVar("request_id", default="")

#: What a line may carry besides its message; every other extra (Django adds the whole request) is dropped.
EXTRAS = ("method", "path", "status", "duration_ms")

_QUERY = re.compile(r"\?\S*")
_ADDRESS = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b|\bip=\S+")


class LineFormatter(JsonFormatter):
    """Writes a record as one JSON object: time, level, logger, message, request id, EXTRAS, exception."""

    def add_fields(self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]) -> None:
        """Fill ``log_data`` from an allow-list rather than from all that a library put on the record."""
        log_data["time"] = datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds")
        log_data["level"] = record.levelname
        log_data["logger"] = record.name
        log_data["message"] = _ADDRESS.sub("-", _QUERY.sub("", record.message))
        if current := request_id.get():
            log_data["request_id"] = current
        log_data.update({name: getattr(record, name) for name in EXTRAS if hasattr(record, name)})
        if record.exc_info and record.exc_info[1] is not None:
            log_data["exception"] = type(record.exc_info[1]).__qualname__
            log_data["trace"] = frames(record.exc_info[2])

    def formatException(self, ei: Any) -> str:  # noqa: N802 (the name is the library's)
        """Return nothing: ``add_fields`` says what may be said of an exception."""
        return ""


def frames(trace: TracebackType | None) -> list[str]:
    """Return ``file:line function`` of each frame, outermost first, without source lines and values."""
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]


def logging_config(level: str) -> dict[str, Any]:
    """Return the ``dictConfig`` for Django and for the server; nothing below ``level`` is written."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": LineFormatter, "json_ensure_ascii": False}},
        "handlers": {
            "stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "line"},
            "nowhere": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["stdout"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            # The request line has the status already; only what went wrong in the code is worth another one.
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": ["stdout"], "level": "ERROR", "propagate": False},
            # It tells every table of every font.
            "fontTools": {"level": "WARNING"},
            # It writes user names and addresses.
            "axes": {"handlers": ["nowhere"], "propagate": False},
            # Anybody can cause warnings here by sending what is not HTTP.
            "gunicorn.error": {"handlers": ["stdout"], "level": "ERROR", "propagate": False},
        },
    }
