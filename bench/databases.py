"""Databases of the bench's own: made empty, dropped afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.postgres import USUAL_PLACES, why_not


def postgresql() -> str:
    """The address of a server where databases may be made (BENCH_DATABASE_URL, or where Debian puts one), or ""."""
    asked = os.environ.get("BENCH_DATABASE_URL", "")
    return next((url for url in ([asked] if asked else USUAL_PLACES) if not why_not(url)), "")


@contextmanager
def database(server: str, folder: Path) -> Iterator[str]:
    """The DATABASE_URL of a new database: on that PostgreSQL server, or a SQLite file in the folder for ""."""
    if not server:
        path = folder / "bench.sqlite3"
        yield f"sqlite:///{path}"
        for file in folder.glob("bench.sqlite3*"):
            file.unlink()
        return
    name = f"bench_portal_{os.getpid()}"
    _execute(server, f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        _execute(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def server_version(server: str) -> str:
    with psycopg.connect(server) as connection:
        return connection.execute("SHOW server_version").fetchone()[0].split()[0]


def _execute(server: str, statement: str):
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)
