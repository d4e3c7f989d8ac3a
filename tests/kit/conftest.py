"""Tables for models that exist in one test only."""

import pytest
from django.db import connection


@pytest.fixture
def create_table(db):
    """A function that makes a model's table inside the test's own transaction, which takes it away again."""

    def create(model):
        # Written out and run by hand: SQLite's editor refuses to work inside a transaction, and a test outside of
        # one would empty every table, the vocabularies of the migrations too.
        editor = connection.schema_editor(collect_sql=True)
        editor.deferred_sql = []
        editor.create_model(model)
        with connection.cursor() as cursor:
            for statement in [*editor.collected_sql, *map(str, editor.deferred_sql)]:
                cursor.execute(statement)
        return model

    return create
