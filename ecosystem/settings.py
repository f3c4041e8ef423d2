"""Django's settings. What an installation may choose is read in ``environment``; the rest is fixed here."""

from datetime import timedelta

from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _
from jinja2 import StrictUndefined

from ecosystem import environment
from ecosystem.logs import logging_config

BASE_DIR = environment.BASE_DIR

DEBUG = environment.DEBUG
# A random key will do while developing: only the sessions end when the server restarts.
SECRET_KEY = environment.SECRET_KEY or get_random_secret_key()
ALLOWED_HOSTS = environment.ALLOWED_HOSTS
CSRF_TRUSTED_ORIGINS = environment.CSRF_TRUSTED_ORIGINS
HOST = environment.HOST
PORT = environment.PORT

INSTALLED_APPS = [
    # Before the admin, so that its templates can be replaced.
    "chains.apps.ChainsConfig",
    "chains.apps.CurationConfig",  # django.contrib.admin
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "corsheaders",
    "csp",
    "django_countries",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "import_export",
    "knox",
    "rest_framework",
    "simple_history",
]

MIDDLEWARE = [
    # First, so that it sees every answer, also those that other middleware give.
    "ecosystem.middleware.request_line",
    "ecosystem.middleware.known_methods",
    "ecosystem.middleware.writing_by_https",
    "django.middleware.security.SecurityMiddleware",
    "ecosystem.middleware.browser_permissions",
    "ecosystem.middleware.ReadingFromElsewhere",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "ecosystem.middleware.ReadersToSlash",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "chains.views.errors.UnavailableMiddleware",
    # Last, as it turns the answer to a locked-out login into the page that says so.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "ecosystem.urls"
WSGI_APPLICATION = "ecosystem.wsgi.application"
ASGI_APPLICATION = "ecosystem.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "chains.views.context_processors.frame",
            ],
        },
    },
    {
        # What stands on a page by the hundred (rows, values of facets, names on a map), and takes Django's own
        # templates longer than all the rest of it.
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "jinja2"],
        "OPTIONS": {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined},
    },
]

# -- the database

DATABASES = {"default": environment.DATABASE}
if environment.DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    # Readers never wait for the writer (WAL). A writer takes its lock when the transaction begins, and waits
    # for another's: upgrading a read lock later fails at once with "database is locked", timeout or not.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode = WAL;"
            "PRAGMA synchronous = NORMAL;"  # safe under WAL; at worst a power cut loses the last transaction
            "PRAGMA cache_size = -20000;"  # 20 MB
            "PRAGMA mmap_size = 33554432;"  # 32 MB
            "PRAGMA journal_size_limit = 67108864;"  # 64 MB
            "PRAGMA temp_store = MEMORY;"
        ),
    }
    DATABASES["default"]["ENGINE"] = "ecosystem.sqlite"
    # As with Django's own engine: tests that need no file have their database in memory.
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}
    if DATABASES["default"]["NAME"] != ":memory:":
        DATABASES["default"]["NAME"] = BASE_DIR / DATABASES["default"]["NAME"]

# An address typed without its scheme is taken for https, as Django 6 does by itself.
FORMS_URLFIELD_ASSUME_HTTPS = True

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# Files rather than memory, because gunicorn's workers must share what is kept; the entries are bounded because each
# write lists the folder.
CACHES = {
    "default": {
        "BACKEND": "ecosystem.caching.ExpendableFileCache",
        "LOCATION": environment.CACHE_DIR,
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
    # Figures and briefs, of half a megabyte each, by what they show.
    "documents": {
        "BACKEND": "ecosystem.caching.ExpendableFileCache",
        "LOCATION": environment.CACHE_DIR / "documents",
        "TIMEOUT": 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 200},
    },
}

# Counts for the rate limits, which a cache could lose.
QUOTA_FILE = environment.CACHE_DIR / "quotas.sqlite3"

# -- language and time

LANGUAGE_CODE = "zh-hans"
# Each with the word by which the other languages' pages offer it. What a catalogue lacks is said in English.
LANGUAGES = [("zh-hans", "中文"), ("en", "EN")]
_LANGUAGE_CODES = " or ".join(f"`{code}`" for code, _word in LANGUAGES)
LOCALE_PATHS = [BASE_DIR / "chains" / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# In Chinese as in the mainland's own statistics; in English as in ISO 3166.
COUNTRIES_OVERRIDE = {"HK": _("Hong Kong"), "MO": _("Macao"), "TW": _("Taiwan")}

# -- static files

STATIC_URL = "static/"
STATIC_ROOT = environment.STATIC_ROOT
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# -- speed

# Off, every list asks the database for its counts; the results are the same.
FACET_INDEX = environment.FACET_INDEX

# -- uploads

# What reading a file may take, in a process of its own, before it is refused.
READING_SECONDS = environment.READING_SECONDS
READING_MEGABYTES = environment.READING_MEGABYTES

# -- figures and briefs

# How long one may take to be made, and where the turns are taken to make them.
FIGURE_SECONDS = environment.FIGURE_SECONDS
TURNS_DIR = environment.CACHE_DIR

# Where the templates of briefs are, made in Word; those of a bureau's own folder win over those that come along.
BRIEF_TEMPLATES = [BASE_DIR / "templates" / "briefs"]
if environment.BRIEF_TEMPLATES:
    BRIEF_TEMPLATES.append(BASE_DIR / environment.BRIEF_TEMPLATES)

# -- imports

# Words for nothing: a cell with one of them is empty, and none is a name. Case, width, spaces, brackets and the number
# of dashes make no difference. An installation adds its own.
MISSING_VALUES = ("无", "無", "暂无", "暫無", "不详", "不詳", "暂缺", "暫缺", "未知")
MISSING_VALUES += ("nan", "None", "null", "N/A", "#N/A", "/", "\\", "-", *environment.MISSING_VALUES)

# -- who may enter

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
# Where a log-in, or a log-out, leads that is asked to lead to somewhere else.
LOGIN_REDIRECT_URL = "home"

# Tokens for programs: 256 random bits after a prefix by which whoever finds one knows what it is. Hashed by SHA-512,
# knox's own choice; a slow hash is for what people think up.
KNOX_TOKEN_MODEL = "chains.ApiToken"
REST_KNOX = {"AUTH_HEADER_PREFIX": "Bearer", "TOKEN_PREFIX": "atlas_", "AUTO_REFRESH": False}
# Its own table is swapped for ours, but its migrations would still create it.
MIGRATION_MODULES = {"knox": None}

# By name and address together: by name alone anybody could lock a colleague out, by address alone one person
# would lock out an office behind a single address.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
# The quarter of an hour is what the page promises, also to somebody who keeps trying.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "errors/locked_out.html"
AXES_CLIENT_IP_CALLABLE = "ecosystem.clients.client_address"
# Successful logins need no register of names and addresses, and failed ones no page in the admin.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# -- what browsers are told

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

SECURE_SSL_REDIRECT = environment.HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = environment.HSTS_SECONDS if environment.HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.HTTPS
SECURE_HSTS_PRELOAD = environment.HTTPS
if environment.FORWARDED_PROTO:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = environment.HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 7 * 24 * 3600

CSRF_FAILURE_VIEW = "chains.views.errors.csrf_failure"

# Proxies in front of the site whose X-Forwarded-For entries are their own; see ecosystem/clients.py.
TRUSTED_PROXIES = environment.TRUSTED_PROXIES

# -- the API from pages elsewhere: whoever may read may also read from a page of their own, without cookies and tokens

CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_CREDENTIALS = False
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
# Besides those that need no leave. A page that is trusted with a token has a server of its own to keep it on.
CORS_ALLOW_HEADERS = ["accept", "accept-language", "content-language", "if-modified-since", "if-none-match"]
CORS_EXPOSE_HEADERS = [
    "ETag",
    "Last-Modified",
    "Link",
    "Location",
    "RateLimit-Limit",
    "RateLimit-Remaining",
    "RateLimit-Reset",
    "Retry-After",
]

# -- the API, and the rates, which views outside the API share by their scope

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "chains.api.authentication.BearerToken",
        "chains.api.authentication.SiteSession",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.DjangoModelPermissionsOrAnonReadOnly"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    # Counted by chains/services/quotas.py, before anything else.
    "DEFAULT_THROTTLE_CLASSES": [],
    "DEFAULT_THROTTLE_RATES": {
        "anon": environment.API_RATE,
        "token": environment.API_TOKEN_RATE,
        "import": environment.IMPORT_RATE,
        "search": environment.SEARCH_RATE,
        "export": environment.EXPORT_RATE,
        "suggestion": environment.SUGGESTION_RATE,
        "login": environment.LOGIN_RATE,
    },
    "NUM_PROXIES": environment.TRUSTED_PROXIES,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Chain Atlas 产业链图谱",
    "DESCRIPTION": (
        "Industry chains as sourced data: companies, where they work, where the gaps are. "
        "Reading is open to all, up to a limit of requests per minute.\n\n"
        "- **Tokens** are made at `/tokens/` and sent as `Authorization: Bearer …`. A token that is not valid is 401, "
        "also where reading is open.\n"
        "- **Limits** are stated by `RateLimit-Limit`, `RateLimit-Remaining` and `RateLimit-Reset` wherever one "
        "applies; 429 says in `Retry-After` when to come back.\n"
        "- **Writing** needs a token with the scope *write* (or *import*, for sheets) and does what your role and "
        "provinces allow in the site; a change states its reason. `If-Match` guards against lost updates (412), "
        "`Idempotency-Key` against doing a thing twice.\n"
        "- **Filters** are those of the pages. A repeated parameter is *or*, different parameters are *and*; "
        "a segment includes those below it. What is unknown or cannot be read is a 400 that names it.\n"
        "- **Lookups** ask more of a column: `name__ic`, `name__sw`, `founded__gte`, `founded__lte`, `city__in` and "
        "`city__not` (with commas), `website__empty`. Each is one more condition.\n"
        "- **Lists** come in windows of `limit` rows from `offset` on; or `cursor=start` begins a walk to any depth, "
        "and `next` leads on. `fields` and `omit` choose columns, `include` adds related records.\n"
        "- **Files**: every list as `.csv`, `.xlsx` or `.ndjson` in place of its last slash, under the same filters.\n"
        "- **References** are codes: `ic.equipment`, `310000`, a company's `id`. They do not change.\n"
        f"- **Labels** (`…_label`) follow `Accept-Language`: {_LANGUAGE_CODES}. Codes do not.\n"
        "- **ETags** are weak: send one back in `If-None-Match` and get 304 as long as nothing has changed.\n"
        "- **Copies** follow `/api/v1/changes/`: everything that came, changed, went or was merged, in order.\n"
        "- **Errors** are `application/problem+json` (RFC 9457)."
    ),
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "OAS_VERSION": "3.1.0",
    "SORT_OPERATIONS": False,  # the order of chains/api/urls.py
    "ENUM_NAME_OVERRIDES": {
        f"{name}Enum": f"chains.choices.{name}"
        for name in (
            "Action",
            "AmountQualifier",
            "BatchStatus",
            "Exchange",
            "NameKind",
            "ParkKind",
            "PlacementStatus",
            "PlatformKind",
            "RecordChangeKind",
            "Relation",
            "ResearchBaseKind",
            "RowDecision",
            "RowOutcome",
            "SheetKind",
            "SkipReason",
            "SourceKind",
            "UnplacedAction",
            "ValueAction",
            "Verdict",
            "VerdictScope",
        )
    }
    | {
        "LeftOutReasonEnum": "chains.models.columns.left_out.LeftOutReason",
        "SignalEnum": "chains.analysis.signals.Signal",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    # By default Swagger UI has a server far away validate the schema and show a badge.
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "validatorUrl": None},
}

# -- logs

LOGGING = logging_config(environment.LOG_LEVEL)

# A reason may be as long as it has to be: a batch states its own once for all its rows.
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

# Long work, such as committing an import, waits in the database for `manage.py run_worker`.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
