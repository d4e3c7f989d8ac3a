"""A text that changes whenever data changes that pages show, by whatever way the change came, for every process.

The database keeps it: triggers on every table of ours that a page may show add a random number to one row of
`kit_data_version`, and the version is the sum of that table. It so commits and rolls back together with the change,
and no value comes again for other data, not even after a rollback. It may move when nothing changed (an UPDATE that
found no row): a page is then made once more, which is slow but not wrong.

A model whose rows no public page shows says `moves_data_version = False`; `migrate` puts and removes the triggers.
"""

from django.apps import apps as installed
from django.db import connections, models

from portal.kit.ours import is_ours

HISTORY_KEYS = {"history_id", "m2m_history_id"}  # what simple_history calls the key of a row of history
TRIGGER = "kit_data_version"

# In PostgreSQL one transaction moves the table once, and takes whichever row is free: an import of minutes makes no
# other writer wait, and no row gathers a long chain of dead versions, each of which the next UPDATE would have to
# pass. What the same transaction changes later shows in a variable of the transaction, which only it can read.
READ = {
    "sqlite": "SELECT sum(number) FROM kit_data_version",
    "postgresql": """
        SELECT concat(sum(number), '.' || nullif(current_setting('kit.data_changed', true), ''))
          FROM kit_data_version
    """,
}
FUNCTION = """
CREATE OR REPLACE FUNCTION {schema}.kit_move_data_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('kit.data_changed', true), '') = '' THEN
        UPDATE {schema}.kit_data_version SET number = number + 1 + floor(random() * 1000000000)::bigint
         WHERE slot = (SELECT slot FROM {schema}.kit_data_version LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED);
        IF NOT FOUND THEN -- more transactions write than there are rows: this one waits
            UPDATE {schema}.kit_data_version SET number = number + 1 + floor(random() * 1000000000)::bigint
             WHERE slot = pg_backend_pid() % (SELECT count(*) FROM {schema}.kit_data_version);
        END IF;
    END IF;
    PERFORM set_config('kit.data_changed', floor(random() * 1000000000000000)::text, true);
    RETURN NULL;
END $$
"""


def data_version(using="default") -> str:
    """The version of what this connection sees now; one query that costs a fraction of a millisecond.

    Whoever keeps something made from the data asks for the version first and reads the data afterwards: what he
    keeps is then as new as its version says, or newer.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(READ[connection.vendor])
        return str(cursor.fetchone()[0])


def watched_tables(registry=installed) -> set[str]:
    """The tables whose changes move the version: all of our own apps but history and those that say otherwise.

    Tables of libraries hold sessions, accounts, wrong passwords: visitors could move the version all day long.
    """
    return {
        model._meta.db_table for model in registry.get_models(include_auto_created=True) if _is_watched(model)
    }


def _is_watched(model: type[models.Model]) -> bool:
    is_stored_here = model._meta.managed and not model._meta.proxy
    is_history = model._meta.pk.name in HISTORY_KEYS
    says_so = model._meta.auto_created or model  # the links of a model are watched as it is itself
    may_show = getattr(says_so, "moves_data_version", True)
    return is_stored_here and may_show and not is_history and is_ours(model._meta.app_config)


def watch_tables(*, using="default", registry=installed, **signal):
    """Put the triggers on every watched table that exists, and take away those that no longer belong.

    Runs after every `migrate`, because Django's migrations on SQLite drop triggers whenever they remake a table.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if "kit_data_version" not in tables:
            return
        wanted = sorted(watched_tables(registry) & tables)
        {"sqlite": _watch_in_sqlite, "postgresql": _watch_in_postgresql}[connection.vendor](cursor, wanted)


def _watch_in_postgresql(cursor, tables):
    cursor.execute("SELECT quote_ident(current_schema())")
    [schema] = cursor.fetchone()
    cursor.execute(FUNCTION.format(schema=schema))
    cursor.execute(
        """
        SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
         WHERE tgname = %s AND relnamespace = %s::regnamespace
        """,
        [TRIGGER, schema],
    )
    present = {name for (name,) in cursor.fetchall()}
    for table in sorted(present - set(tables)):
        cursor.execute(f'DROP TRIGGER {TRIGGER} ON {schema}."{table}"')
    for table in sorted(set(tables) - present):
        cursor.execute(
            f'CREATE TRIGGER {TRIGGER} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {schema}."{table}"'
            f" FOR EACH STATEMENT EXECUTE FUNCTION {schema}.kit_move_data_version()"
        )


def _watch_in_sqlite(cursor, tables):
    """SQLite has triggers for each row only; its writers stand in a line anyway, so one row is enough for all."""
    move = "UPDATE kit_data_version SET number = number + 1 + (random() & 1073741823) WHERE slot = 0"
    wanted = {}
    for table in tables:
        for act in ("INSERT", "UPDATE", "DELETE"):
            name = f"{TRIGGER}_{act.lower()}_{table}"
            wanted[name] = f'CREATE TRIGGER "{name}" AFTER {act} ON "{table}" BEGIN {move}; END'
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{TRIGGER}_%"]
    )
    present = dict(cursor.fetchall())
    for name in sorted(name for name in present if present[name] != wanted.get(name)):
        cursor.execute(f'DROP TRIGGER "{name}"')
    for name in sorted(name for name in wanted if present.get(name) != wanted[name]):
        cursor.execute(wanted[name])
