"""What every test stands on: compiled catalogues, a browser where there is one, and no silent gaps in CI."""

import os
import shutil
from pathlib import Path

import pytest
from django.utils import translation

from tests import template_names

ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}
CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None
)
QUIET_CHROMIUM = [
    "--no-sandbox",  # its own sandbox does not start for root, nor in most containers
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Playwright's loop runs in the thread of the test, where Django would then refuse to touch the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_configure(config):
    if not hasattr(config, "workerinput"):
        from portal.kit.catalogues import compile_catalogues

        compile_catalogues(ROOT / "locale")


def pytest_unconfigure(config):
    from django.conf import settings

    shutil.rmtree(settings.SCRATCH, ignore_errors=True)


def pytest_report_header(config):
    from django.db import connection

    chromium = (
        f"journeys in {CHROMIUM}" if CHROMIUM else "no Chromium found, the journeys in a browser are left out"
    )
    return f"portal: {connection.vendor}; {chromium}"


def pytest_collection_modifyitems(config, items):
    from django.db import connection

    kept, left_out = [], []
    for item in items:
        needs_browser = bool({"page", "context", "browser", "new_context"} & set(item.fixturenames))
        if needs_browser:
            item.add_marker(pytest.mark.browser)
        no_browser = needs_browser and not CHROMIUM and not IN_CI
        other_database = item.get_closest_marker("postgresql") and connection.vendor != "postgresql"
        (left_out if no_browser or other_database else kept).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    template_names.found.clear()
    result = yield
    if template_names.found:
        pytest.fail("\n".join(dict.fromkeys(template_names.found)), pytrace=False)
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"In CI nothing is skipped: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """A connection that some thread or loop left open would keep PostgreSQL from dropping the test database."""
    from django.db import connection

    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def _vietnamese():
    """A request to /en/ leaves English behind in the thread: every test starts in Vietnamese."""
    translation.activate("vi")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": QUIET_CHROMIUM}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}
