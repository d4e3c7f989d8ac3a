"""An administrator loses everything and gets everything back."""

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(settings.BASE_DIR)


@pytest.fixture
def portal(tmp_path, django_db_blocker):
    """A portal of its own, with its own database of the kind that the suite runs on."""
    files = tmp_path / "files"
    environment = {**os.environ, "DEBUG": "1", "FILES_ROOT": str(files)}
    environment["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    if connection.vendor == "sqlite":
        environment["DATABASE_URL"] = f"sqlite:///{tmp_path / 'portal.sqlite3'}"
        drop = []
    else:
        name = f"backup_{os.getpid()}"
        known = {key: value for key, value in connection.settings_dict.items() if value}
        user, password = known.get("USER", "postgres"), known.get("PASSWORD", "")
        server = f"{user}:{password}@{known.get('HOST', '127.0.0.1')}:{known.get('PORT', 5432)}"
        drop = [
            "psql",
            f"postgres://{server}/postgres",
            "-qc",
            f"drop database if exists {name} with (force)",
        ]
        subprocess.run(drop, check=True, capture_output=True)
        subprocess.run([*drop[:2], "-qc", f"create database {name}"], check=True)
        environment["DATABASE_URL"] = f"postgres://{server}/{name}"

    def manage(*arguments, check=True):
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert not check or done.returncode == 0, done.stderr
        return done

    manage.files = files
    manage("migrate", "-v0")
    yield manage
    if drop:
        subprocess.run(drop, check=True, capture_output=True)


NAMES = "from organizations.models import Organization as O; print(sorted(O.objects.values_list('name_vi', flat=True)))"


def test_administrator_wipes_and_restores(portal, tmp_path):
    portal("load_sample")
    upload = portal.files / "registrations" / "0a" / "giay-dang-ky.pdf"
    upload.parent.mkdir(parents=True)
    upload.write_bytes(b"%PDF-1.7 what was uploaded")
    before = portal("shell", "-v0", "-c", NAMES).stdout
    portal("backup", str(tmp_path / "backup.tar.gz"))

    portal("flush", "--no-input", "-v0")
    upload.unlink()
    (portal.files / "later.pdf").write_bytes(b"uploaded after the backup")
    assert portal("shell", "-v0", "-c", NAMES).stdout.strip() == "[]"

    portal("restore", str(tmp_path / "backup.tar.gz"), "--yes")
    assert "Learning House for Development" in before
    assert portal("shell", "-v0", "-c", NAMES).stdout == before
    assert [path.read_bytes() for path in portal.files.rglob("*.pdf")] == [b"%PDF-1.7 what was uploaded"]


def test_administrator_restores_half_an_archive_and_nothing_is_lost(portal, tmp_path):
    portal("load_sample")
    before = portal("shell", "-v0", "-c", NAMES).stdout
    portal("backup", str(tmp_path / "backup.tar.gz"))
    whole = (tmp_path / "backup.tar.gz").read_bytes()
    (tmp_path / "half.tar.gz").write_bytes(whole[: len(whole) // 2])
    done = portal("restore", str(tmp_path / "half.tar.gz"), "--yes", check=False)
    assert done.returncode == 1
    assert "is not a whole backup" in done.stderr
    assert portal("shell", "-v0", "-c", NAMES).stdout == before


def test_administrator_brings_a_backup_of_the_other_database_kind(portal, tmp_path):
    portal("backup", str(tmp_path / "backup.tar.gz"))
    other = "postgresql" if connection.vendor == "sqlite" else "sqlite"
    (tmp_path / "manifest.json").write_text(f'{{"format": 1, "vendor": "{other}"}}')
    (tmp_path / "database").write_bytes(b"")
    with tarfile.open(tmp_path / "other.tar.gz", "w:gz") as tar:
        tar.add(tmp_path / "manifest.json", "manifest.json")
        tar.add(tmp_path / "database", "database")
    done = portal("restore", str(tmp_path / "other.tar.gz"), "--yes", check=False)
    assert done.returncode == 1
    assert f"The backup is of a {other} database" in done.stderr
