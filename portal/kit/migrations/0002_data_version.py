"""The table behind `portal.kit.data_version`. No model stands for it: what empties the models' tables leaves it alone,
and the version never falls back to a value that it had."""

import secrets

from django.db import migrations

ROWS = 64


def make_the_table(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        # A backup from before this migration leaves the table behind where it is restored.
        cursor.execute(
            "CREATE TABLE IF NOT EXISTS kit_data_version (slot integer PRIMARY KEY, number bigint NOT NULL)"
        )
        cursor.executemany(
            "INSERT INTO kit_data_version (slot, number) VALUES (%s, %s) ON CONFLICT (slot) DO NOTHING",
            # Begun at random, so that no two databases ever had the same version.
            [[slot, secrets.randbelow(1_000_000_000)] for slot in range(ROWS)],
        )


def drop_it_and_its_triggers(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS kit_move_data_version CASCADE")
        else:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'kit_data_version_%%'",
                [],
            )
            for [name] in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
        cursor.execute("DROP TABLE kit_data_version")


class Migration(migrations.Migration):
    dependencies = [
        ("kit", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(make_the_table, drop_it_and_its_triggers),
    ]
