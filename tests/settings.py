"""The portal's own settings as the tests run them: quick, alone, and on whichever database TEST_DATABASE_URL names."""

import os
import tempfile
from pathlib import Path

# The suite's environment is the same on every machine, whatever its user has exported.
for name in (
    "ALLOWED_HOSTS",
    "SECRET_KEY",
    "CACHE_URL",
    "PAGE_CACHE_URL",
    "EMAIL_URL",
    "HTTPS",
    "TRUSTED_PROXIES",
    "SIGN_IN_TRIES",
    "SIGN_IN_TRIES_PER_ADDRESS",
    "SIGN_IN_TRIES_PER_ACCOUNT",
    "SIGN_IN_PAUSE_MINUTES",
    "SESSION_IDLE_MINUTES",
    "ACCESS_LOG_DAYS",
    "TWO_STEP_ROLES",
):
    os.environ.pop(name, None)
os.environ["DEBUG"] = "1"
os.environ["LOG_LEVEL"] = "ERROR"
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or "sqlite:///:memory:"

from portal.settings import *  # noqa: E402, F403
from portal.settings import DATABASES, TEMPLATES  # noqa: E402
from tests.template_names import MisspeltName  # noqa: E402

SCRATCH = Path(tempfile.gettempdir()) / f"portal-tests-{os.getpid()}"
FILES_ROOT = SCRATCH / "files"
MEDIA_ROOT = str(FILES_ROOT)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = MisspeltName()

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file of this process's own: a browser's requests come in on other threads, and each needs its own connection.
    DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH / "test.sqlite3")}
    SCRATCH.mkdir(exist_ok=True)
else:
    # A pool lets its connections go a moment after it is closed; the test database is dropped before that.
    DATABASES["default"]["OPTIONS"].pop("pool")
