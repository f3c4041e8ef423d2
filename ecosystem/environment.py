"""Settings from the environment or ``.env``, read and checked once.

The environment wins over ``.env``. Faulty settings stop the start with one line that names them all, because
a traceback tells an administrator nothing and a silent default even less. ``.env.example`` explains each.
"""

import logging
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import dj_database_url
from environs import Env, EnvValidationError, ValidationError, validate

BASE_DIR = Path(__file__).resolve().parent.parent

#: Server-side connections are kept this long; each is checked before it is used again.
CONNECTION_SECONDS = 600

env = Env(eager=False)

# ENV_FILE reads another file instead, or none at all when it is empty: that is how tests stay clear of a
# developer's own .env.
if env_file := os.environ.get("ENV_FILE", str(BASE_DIR / ".env")):
    env.read_env(env_file, recurse=False)


@env.parser_for("database")
def read_database(value: str) -> dict[str, Any]:
    """Return Django's settings for a database URL; an empty one means ``db.sqlite3`` beside ``manage.py``."""
    try:
        database = dj_database_url.parse(
            value or f"sqlite:///{quote(str(BASE_DIR / 'db.sqlite3'))}",
            conn_max_age=CONNECTION_SECONDS,
            conn_health_checks=True,
        )
    except ValueError:
        database = {}
    # The URL holds a password, so the message must not repeat it.
    if database.get("ENGINE") not in ("django.db.backends.postgresql", "django.db.backends.sqlite3"):
        raise ValidationError("must look like postgres://user:password@host:5432/name or sqlite:///file")
    if not database["NAME"]:
        raise ValidationError("must end in a database, as postgres://user:password@host:5432/name")
    return dict(database)


@env.parser_for("rate")
def read_rate(value: str) -> str | None:
    """Return a rate such as ``60/min`` as it is, or None for ``off``."""
    if value.lower() == "off":
        return None
    if not re.fullmatch(r"[1-9]\d*/(s|sec|second|m|min|minute|h|hour|d|day)", value):
        raise ValidationError("must be a rate such as 60/min or 1000/hour, or off")
    return value


@env.parser_for("words")
def read_words(value: str) -> list[str]:
    """Return the words between the commas, without the space around them."""
    return [word.strip() for word in value.split(",") if word.strip()]


@env.parser_for("level")
def read_level(value: str) -> str:
    """Return the name of a log level in capitals."""
    if value.upper() not in logging.getLevelNamesMapping():
        raise ValidationError("must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL")
    return value.upper()


def switch(name: str, default: bool) -> bool:
    """Return a setting that is either on or off."""
    return env.bool(name, default, error_messages={"invalid": "must be on or off"})


def number(name: str, default: int, *, least: int = 0, most: int | None = None) -> int:
    """Return a setting that is a whole number from ``least`` to ``most``."""
    wanted = f"must be a whole number from {least}" + (f" to {most}" if most else "")
    return env.int(
        name,
        default,
        error_messages={"invalid": wanted},
        validate=validate.Range(min=least, max=most, error=wanted),
    )


DEBUG = switch("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", "")

DATABASE = env.database("DATABASE_URL", "")
CACHE_DIR = Path(env.str("CACHE_DIR", "") or BASE_DIR / "var" / "cache")
BRIEF_TEMPLATES = env.str("BRIEF_TEMPLATES", "")
MISSING_VALUES = env.words("MISSING_VALUES", "")
STATIC_ROOT = Path(env.str("STATIC_ROOT", "") or BASE_DIR / "staticfiles")

HTTPS = switch("HTTPS", True)
HSTS_SECONDS = number("HSTS_SECONDS", 365 * 24 * 3600)
FORWARDED_PROTO = switch("FORWARDED_PROTO", False)
TRUSTED_PROXIES = number("TRUSTED_PROXIES", 0, most=10)

SEARCH_RATE = env.rate("SEARCH_RATE", "60/min")
EXPORT_RATE = env.rate("EXPORT_RATE", "20/min")
API_RATE = env.rate("API_RATE", "300/min")
API_TOKEN_RATE = env.rate("API_TOKEN_RATE", "1200/min")
IMPORT_RATE = env.rate("IMPORT_RATE", "30/hour")
SUGGESTION_RATE = env.rate("SUGGESTION_RATE", "5/hour")
LOGIN_RATE = env.rate("LOGIN_RATE", "60/min")

FIGURE_SECONDS = number("FIGURE_SECONDS", 30, least=1)
READING_SECONDS = number("READING_SECONDS", 20, least=1)
READING_MEGABYTES = number("READING_MEGABYTES", 256, least=64)

FACET_INDEX = switch("FACET_INDEX", True)

LOG_LEVEL = env.level("LOG_LEVEL", "INFO")

HOST = env.str("HOST", "127.0.0.1")
PORT = number("PORT", 8000, least=1, most=65535)
WEB_CONCURRENCY = number("WEB_CONCURRENCY", 2, least=1, most=64)

try:
    env.seal()
except EnvValidationError as error:
    faults = "; ".join(f"{name} {', '.join(messages)}" for name, messages in error.error_messages.items())
    raise SystemExit(f"Settings refused: {faults}. Mend .env or the environment; see .env.example.") from None

if not SECRET_KEY and not DEBUG:
    raise SystemExit("SECRET_KEY is not set. Put a long random one into .env; `make run` does so by itself.")
