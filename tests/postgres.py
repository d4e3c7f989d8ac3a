"""Prints the address of a PostgreSQL on which the suite can run, or says why there is none and ends with 1.

TEST_DATABASE_URL is taken at its word; otherwise a server is looked for where Debian puts one.
"""

import os
import sys

import psycopg

USUAL_PLACES = ["postgres:///postgres", "postgres://postgres@127.0.0.1:5432/postgres"]


def why_not(url: str) -> str:
    """What keeps the suite from running there; empty when nothing does."""
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.OperationalError as error:
        return str(error).strip().splitlines()[0]
    return "" if row and row[0] else "the role may not create databases"


def main() -> int:
    asked = os.environ.get("TEST_DATABASE_URL", "")
    for url in [asked] if asked else USUAL_PLACES:
        obstacle = why_not(url)
        if not obstacle:
            sys.stdout.write(f"{url}\n")
            return 0
        sys.stderr.write(f"{url}: {obstacle}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
