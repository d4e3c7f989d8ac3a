"""Other processes, as far as the database can tell: connections of their own, whose changes are committed or not."""

from contextlib import contextmanager

from django.db import connection


@contextmanager
def another_process(*, autocommit=True):
    """One more connection to the database of the test, which must run outside of a transaction to see its changes."""
    other = connection.copy()
    other.ensure_connection()
    other.set_autocommit(autocommit)
    try:
        yield other
    finally:
        other.close()
