"""One archive with the database and the uploaded files, and the way back.

The archive is a gzipped tar: `manifest.json`, `database` (an SQLite file, or a PostgreSQL custom-format dump made by
`pg_dump`), `files/…`. The database is taken first: files are never changed or deleted by the portal, so every file that
the dump names is there when the files are read.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

FORMAT = 1


class BackupError(Exception):
    """Says what is wrong and what to do."""


def make_backup(target: Path) -> Path:
    """Write the archive; it appears under its name only when it is complete."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        work = Path(folder)
        _dump(work / "database")
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = {"format": FORMAT, "vendor": connection.vendor, "made_at": made_at}
        (work / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        archive = work / "backup.tar.gz"
        with tarfile.open(archive, "w:gz") as tar:
            tar.add(work / "manifest.json", "manifest.json")
            tar.add(work / "database", "database")
            files = Path(settings.MEDIA_ROOT)
            if files.exists():
                tar.add(files, "files")
        archive.chmod(0o600)
        archive.replace(target)
    return target


def restore_backup(source: Path):
    """Replace database and files by those of the archive. Nothing is touched before the archive has proved whole."""
    files = Path(settings.MEDIA_ROOT)
    files.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=files.parent) as folder:
        work = Path(folder)
        manifest = _unpack(source, work)
        if manifest["vendor"] != connection.vendor:
            raise BackupError(
                f"The backup is of a {manifest['vendor']} database and this portal runs on {connection.vendor}. "
                "Set DATABASE_URL to a database of the same kind and restore again."
            )
        _load(work / "database")
        before = work / "before"
        if files.exists():
            files.replace(before)
        try:
            (work / "files").mkdir(exist_ok=True)
            (work / "files").replace(files)
        except OSError:
            if before.exists():
                before.replace(files)
            raise


def _unpack(source: Path, work: Path) -> dict:
    try:
        with tarfile.open(source) as tar:
            # Python 3.11 has no filter before 3.11.4; the archive is the administrator's own.
            tar.extraction_filter = getattr(tarfile, "data_filter", None)
            tar.extractall(work)  # noqa: S202
        manifest = json.loads((work / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, tarfile.TarError, EOFError, ValueError, KeyError) as error:
        raise BackupError(
            f"{source} is not a whole backup of the portal ({type(error).__name__}). Use another one."
        ) from error
    if manifest.get("format") != FORMAT or not (work / "database").exists():
        raise BackupError(
            f"{source} was made by another version of the portal. Restore it with that version, then upgrade."
        )
    return manifest


def _dump(target: Path):
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(target)) as copy:
            connection.connection.backup(copy)
    else:
        _run(
            "pg_dump",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--file={target}",
            _database_name(),
        )


def _load(dump: Path):
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(dump)) as copy:
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise BackupError("The database in the backup is damaged. Use another backup.")
            connection.ensure_connection()
            copy.backup(connection.connection)
        connection.close()
    else:
        connection.close()
        _run(
            "pg_restore",
            "--clean",
            "--if-exists",
            "--no-owner",
            "--no-privileges",
            "--single-transaction",
            f"--dbname={_database_name()}",
            str(dump),
        )


def _database_name() -> str:
    return connection.settings_dict["NAME"]


def _run(program: str, *arguments: str):
    """A client of PostgreSQL, told of the database by the environment: no password shows among the processes."""
    if shutil.which(program) is None:
        raise BackupError(f"{program} is not installed. On Debian: apt install postgresql-client.")
    database = connection.settings_dict
    environment = {
        "PGHOST": database["HOST"],
        "PGPORT": str(database["PORT"] or ""),
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
    }
    environment = {**os.environ, **{name: value for name, value in environment.items() if value}}
    done = subprocess.run([program, *arguments], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupError(f"{program} failed: {done.stderr.strip()[:1000]}")
