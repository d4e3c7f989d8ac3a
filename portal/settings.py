"""Settings of the portal: the environment is read in one block, the sections below only use it.

README lists every variable. A production start (DEBUG off) without what it needs refuses and says which is missing.
"""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent

# --- The environment -------------------------------------------------------------------------------------------

env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
DATABASE_URL = env.str("DATABASE_URL", default="")
DATABASE_POOL_SIZE = env.int("DATABASE_POOL_SIZE", default=4)
CACHE_URL = env.str("CACHE_URL", default="locmemcache://")
# A developer who changes a template wants to see it.
PAGE_CACHE_URL = env.str(
    "PAGE_CACHE_URL", default="dummycache://" if DEBUG else "locmemcache://pages?max_entries=1000"
)
FILES_ROOT = env.path("FILES_ROOT", default=str(BASE_DIR / "var" / "files"))
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "var" / "static"))
SITE_NAME_VI = env.str("SITE_NAME_VI", default="Mạng lưới đối tác")
SITE_NAME_EN = env.str("SITE_NAME_EN", default="Partnership network")
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="")
HTTPS = env.bool("HTTPS", default=not DEBUG)
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
MAX_FILE_MB = env.int("MAX_FILE_MB", default=10)
MAX_REQUEST_MB = env.int("MAX_REQUEST_MB", default=64)
SHEET_MAX_ROWS = env.int("SHEET_MAX_ROWS", default=20_000)
SEARCHES_PER_MINUTE = env.int("SEARCHES_PER_MINUTE", default=120)
SIGN_IN_TRIES = env.int("SIGN_IN_TRIES", default=5)
SIGN_IN_TRIES_PER_ADDRESS = env.int("SIGN_IN_TRIES_PER_ADDRESS", default=30)
SIGN_IN_TRIES_PER_ACCOUNT = env.int("SIGN_IN_TRIES_PER_ACCOUNT", default=30)
SIGN_IN_PAUSE_MINUTES = env.int("SIGN_IN_PAUSE_MINUTES", default=15)
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=120)
ACCESS_LOG_DAYS = env.int("ACCESS_LOG_DAYS", default=730)
TWO_STEP_ROLES = env.list("TWO_STEP_ROLES", default=[])
EMAIL_URL = env.str("EMAIL_URL", default="consolemail://")
EMAIL_FROM = env.str("EMAIL_FROM", default="portal@localhost")
ADMIN_EMAILS = env.list("ADMIN_EMAILS", default=[])
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")

if DEBUG:
    SECRET_KEY = SECRET_KEY or "only-for-development-never-for-a-site-that-others-reach"
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]", "testserver"]
    DATABASE_URL = DATABASE_URL or f"sqlite:///{BASE_DIR / 'var' / 'portal.sqlite3'}"
else:
    needed = {"SECRET_KEY": SECRET_KEY, "ALLOWED_HOSTS": ALLOWED_HOSTS, "DATABASE_URL": DATABASE_URL}
    missing = [name for name, value in needed.items() if not value]
    if missing:
        raise ImproperlyConfigured(
            f"Cannot start in production without: {', '.join(missing)}. "
            "Set each as an environment variable (README, «Settings»), or DEBUG=1 on your own machine."
        )

# --- Applications ----------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "portal.hub",
    "organizations",
    "portal.kit",
    "portal.hub.admin_site.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_filters",
    "django_htmx",
    "simple_history",
    "csp",
    "axes",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Whoever answers below here, an error page and a refusal too, answers with these headers.
    "csp.middleware.CSPMiddleware",
    "portal.kit.guards.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Whoever answers above here answers for kept pages too, and costs each of them something.
    "portal.kit.page_cache.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.kit.languages.LanguageFromAddressMiddleware",
    "portal.kit.guards.CleanRequestMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.kit.sessions.SessionsEndMiddleware",
    "portal.hub.accounts.required.TwoStepRequiredMiddleware",
    "portal.kit.access.ClosedByDefaultMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.hub.context.site",
            ],
            "builtins": ["portal.kit.templatetags.kit"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Data ------------------------------------------------------------------------------------------------------

DATABASES = {"default": env.db_url_config(DATABASE_URL)}
DATABASES["default"]["ATOMIC_REQUESTS"] = False

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        # A writer takes its lock at the start, so that two of them wait for each other instead of failing half way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
    # To open the file anew for each request takes longer than to answer with a kept page.
    DATABASES["default"]["CONN_MAX_AGE"] = 0 if DEBUG else 60
else:
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"].get("OPTIONS", {}),
        "pool": {"min_size": 1, "max_size": DATABASE_POOL_SIZE, "timeout": 10},
    }

CACHES = {"default": env.cache_url_config(CACHE_URL), "pages": env.cache_url_config(PAGE_CACHE_URL)}
# Machines' addresses ask no database and must answer when it does not; files are sent as they lie; the desk is staff's.
PAGES_NEVER_KEPT = [r"^(healthz|robots\.txt|favicon\.ico)$", r"^tep/", r"^(en/)?admin/"]

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = str(STATIC_ROOT)
MEDIA_ROOT = str(FILES_ROOT)
MEDIA_URL = "tep/"
WHITENOISE_USE_FINDERS = DEBUG
if DEBUG:
    Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    # Nothing to collect on a developer's machine: files are served from where they lie.
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- Language, time --------------------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["portal.kit.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# --- Who may enter ---------------------------------------------------------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "portal.kit.passwords.GuessableValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "admin:login"
PASSWORD_RESET_TIMEOUT = 24 * 3600  # of a link by which somebody chooses a password
AUTHENTICATION_BACKENDS = [
    # Refuses while sign-in is paused; who it is, the second one finds out.
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]

# --- Security --------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_FAILURE_VIEW = "portal.hub.errors.csrf_failure"

# --- E-mail, logs ----------------------------------------------------------------------------------------------

vars().update(env.email_url_config(EMAIL_URL))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = EMAIL_FROM
ADMINS = [(address, address) for address in ADMIN_EMAILS]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "portal.kit.logs.LogFormatter"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain"},
        "mail": {"class": "portal.kit.logs.MailHandler", "formatter": "plain", "level": "ERROR"},
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": ["console"], "level": LOG_LEVEL, "propagate": False},
        # Pages that failed; not what strangers knock at the door with, which `django.security` tells of.
        "django.request": {"handlers": ["mail"]},
        # Django writes the development server's lines its own way, with what was searched for.
        "django.server": {"handlers": ["console"], "level": LOG_LEVEL, "propagate": False},
    },
}

# --- Libraries -------------------------------------------------------------------------------------------------

# Counts of wrong passwords; the limits and the page that tells of them are ours (portal/hub/accounts/guessing.py).
AXES_HANDLER = "portal.hub.accounts.guessing.SignInGuard"
AXES_FAILURE_LIMIT = 1
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "ip_address", "username"]
AXES_COOLOFF_TIME = timedelta(minutes=SIGN_IN_PAUSE_MINUTES)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "portal.hub.accounts.guessing.name_mark"
AXES_CLIENT_IP_CALLABLE = "portal.hub.accounts.guessing.address_mark"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "old_password", "next", "csrfmiddlewaretoken"]
AXES_VERBOSE = AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True
SILENCED_SYSTEM_CHECKS = ["axes.W002"]  # its middleware would only write another answer over ours

OTP_TOTP_ISSUER = SITE_NAME_VI

SIMPLE_HISTORY_REVERT_DISABLED = True
SIMPLE_HISTORY_HISTORY_ID_USE_UUID = False
