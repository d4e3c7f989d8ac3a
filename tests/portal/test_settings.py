import ast
import os
import re
import subprocess
import sys

import pytest

from tests.portal.source import PACKAGES, ROOT, files, lines_with

SETTINGS = (ROOT / "portal" / "settings.py").read_text(encoding="utf-8")
SECTION = "# --- "


def variables_read(code):
    """The environment variables that a piece of settings.py reads: env.kind("NAME", …)."""
    calls = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call))
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "env"
        if call.args and isinstance(call.args[0], ast.Constant)
    }


def documented(text):
    return set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE))


def start(**environment):
    """What Django's own check says when the portal starts in exactly this environment."""
    alone = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", "check"],
        env=alone,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_readme_lists_every_setting_and_no_other():
    assert documented((ROOT / "README.md").read_text(encoding="utf-8")) == variables_read(SETTINGS)


def test_the_administrators_guide_explains_every_setting_and_no_other():
    assert documented((ROOT / "docs" / "administrator.md").read_text(encoding="utf-8")) == variables_read(
        SETTINGS
    )


def test_the_environment_is_read_in_one_block():
    heading, block = SETTINGS.split(SECTION)[1].split("\n", 1)
    doors = {"portal/wsgi.py", "manage.py"}
    elsewhere = [
        line
        for line in lines_with(r"os\.environ(\[|\.get)|os\.getenv|environ\.Env", files("*.py", *PACKAGES))
        if line.split(":")[0] not in doors | {"portal/settings.py"}
    ]

    assert heading.startswith("The environment")
    assert variables_read(block) == variables_read(SETTINGS)
    assert elsewhere == []


@pytest.mark.parametrize("absent", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
def test_a_production_start_refuses_and_names_what_is_missing(absent):
    complete = {
        "SECRET_KEY": "not-a-secret-but-long-enough-to-look-like-one-0123456789",
        "ALLOWED_HOSTS": "portal.example",
        "DATABASE_URL": "sqlite:///:memory:",
    }
    without_one = {name: value for name, value in complete.items() if name != absent}

    refused = start(**without_one)

    assert refused.returncode != 0
    named = re.search(r"Cannot start in production without: (.*?)\.", refused.stderr)
    assert named[1] == absent
