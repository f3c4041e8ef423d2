"""The settings of a test run, put into the environment when pytest loads this plugin (``-p``).

It has to be a plugin: a ``conftest.py`` is read after Django's settings. A developer's own ``.env`` plays
no part.
"""

import atexit
import os
import secrets
import shutil
import tempfile

# Each worker imports this and gets a folder of its own, so that none sees another's counts.
cache_folder = tempfile.mkdtemp(prefix="chain-atlas-cache-")
atexit.register(shutil.rmtree, cache_folder, ignore_errors=True)

os.environ |= {
    "ENV_FILE": "",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "CACHE_DIR": cache_folder,
    "CSRF_TRUSTED_ORIGINS": "",
    "DEBUG": "off",
    "FORWARDED_PROTO": "off",
    "HTTPS": "off",
    "LOG_LEVEL": "CRITICAL",
    # Nothing is collected there. What a developer has collected would be looked through for every new client.
    "STATIC_ROOT": os.path.join(cache_folder, "static"),
    "TRUSTED_PROXIES": "0",
    # A test that is about a limit sets one, with the fixture `throttle`.
    "API_RATE": "off",
    "API_TOKEN_RATE": "off",
    "IMPORT_RATE": "off",
    "EXPORT_RATE": "off",
    "LOGIN_RATE": "off",
    "SEARCH_RATE": "off",
    "SUGGESTION_RATE": "off",
}
os.environ.setdefault("DATABASE_URL", "")
# What the run claims to be on; a test holds it against the connection.
os.environ.setdefault("TEST_DATABASE", "postgresql" if os.environ["DATABASE_URL"].startswith("postgres") else "sqlite")
