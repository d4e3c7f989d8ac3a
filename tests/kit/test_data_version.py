"""Data changes, by whatever way, and every process can tell."""

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.test.utils import isolate_apps
from django.utils import timezone

from organizations.models import FieldOfWork, Organization, OrganizationPlace, Place
from portal.kit.data_version import TRIGGER, data_version, watch_tables, watched_tables
from portal.kit.sources import Source
from tests.factories.connections import another_process
from tests.factories.organizations import organization, place_of
from tests.portal.source import PACKAGES


def moved_by(act):
    before = data_version()
    act()
    return data_version() != before


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def triggers() -> dict[str, int]:
    """How many triggers of ours each table carries."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE tgname = %s",
                [TRIGGER],
            )
        else:
            cursor.execute(
                "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{TRIGGER}%"]
            )
        tables = [name for (name,) in cursor.fetchall()]
    return {name: tables.count(name) for name in tables}


@pytest.mark.django_db
def test_every_table_of_ours_that_a_page_may_show_is_watched_and_no_other():
    each = 1 if connection.vendor == "postgresql" else 3  # insert, update, delete
    ours = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_config.name.split(".")[0] in PACKAGES
        if not model.__name__.startswith("Historical")
        if getattr(model._meta.auto_created or model, "moves_data_version", True)
    }

    assert {"organizations_organization", "organizations_organization_goals", "kit_source"} <= ours
    assert triggers() == dict.fromkeys(ours, each)


def ways_of_changing():
    one, other = organization("Nhà Hạt"), organization("Trung tâm Mầm Xanh")
    field = FieldOfWork.objects.first()
    row = place_of(one, "ha-noi")

    def save():
        one.name_vi = "Nhà Hạt Giống"
        one.save()

    return [
        save,
        lambda: Organization.objects.update(name_vi="Nhà Hạt"),
        lambda: Place.objects.bulk_update([row.place], ["name_vi"]),
        lambda: OrganizationPlace.objects.bulk_create(
            [OrganizationPlace(organization=other, place=row.place, role="work")], ignore_conflicts=True
        ),
        lambda: one.fields_of_work.add(field),
        lambda: one.fields_of_work.clear(),
        lambda: sql("UPDATE organizations_organization SET name_en = 'Seed House' WHERE id = %s", one.pk),
        lambda: sql("INSERT INTO kit_source (title, publisher, language, url, published, note, folded)"
                    " VALUES ('Báo cáo', '', 'vi', '', '', '', '')"),
        lambda: OrganizationPlace.objects.filter(pk=row.pk).delete(),
        lambda: sql("DELETE FROM kit_source"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_change_moves_the_version_by_whatever_way_it_came():
    seen = [data_version()]
    for number, act in enumerate(ways_of_changing()):
        act()
        assert data_version() not in seen, number
        seen.append(data_version())


@pytest.mark.django_db
@pytest.mark.postgresql
def test_an_emptied_table_moves_the_version():
    assert moved_by(lambda: sql("TRUNCATE kit_formerslug"))


@pytest.mark.django_db
def test_what_no_page_shows_leaves_the_version():
    one = organization()
    person = User.objects.create_user("lan")

    def history():
        one.history.update(history_change_reason="Sửa chính tả")
        type(one).history.model.objects.all().delete()

    def session():
        Session.objects.create(session_key="a", session_data="", expire_date=timezone.now())
        User.objects.filter(pk=person.pk).update(last_login=timezone.now())

    assert not moved_by(history)
    assert not moved_by(session)
    assert moved_by(lambda: Organization.objects.update(name_vi="Khác"))


@pytest.mark.django_db
def test_what_was_rolled_back_leaves_the_version_and_its_value_never_comes_again():
    before, seen = data_version(), set()
    for name in ("Nhà Hạt", "Nhà Quả"):
        with transaction.atomic():
            Place.objects.update(name_vi=name)
            seen.add(data_version())
            transaction.set_rollback(True)
        assert data_version() == before
    Place.objects.update(name_vi="Nhà Cây")

    assert before not in seen
    assert len(seen) == 2
    assert data_version() not in {before, *seen}


@pytest.fixture
def model_of_a_later_app(create_table):
    with isolate_apps("organizations") as registry:

        class Agreement(models.Model):
            title = models.CharField(max_length=20)
            organizations = models.ManyToManyField("self")

            class Meta:
                app_label = "organizations"

            def __str__(self):
                return self.title

        class SheetImport(models.Model):
            moves_data_version = False
            state = models.CharField(max_length=20)
            agreements = models.ManyToManyField(Agreement)

            class Meta:
                app_label = "organizations"

            def __str__(self):
                return self.state

        for model in (Agreement, SheetImport):
            create_table(model)
        yield registry


@pytest.mark.django_db
def test_a_table_that_comes_later_is_watched_unless_its_model_says_that_no_page_shows_it(
    model_of_a_later_app,
):
    agreement, sheet_import = (
        model_of_a_later_app.get_model("organizations", name) for name in ("agreement", "sheetimport")
    )
    kept = set(triggers())

    watch_tables(registry=model_of_a_later_app)

    assert kept
    assert set(triggers()) == {"organizations_agreement", "organizations_agreement_organizations"}
    assert watched_tables(model_of_a_later_app) == set(triggers())
    assert moved_by(
        lambda: agreement.objects.create(title="Ghi nhớ").organizations.add(agreement.objects.create())
    )
    assert not moved_by(lambda: sheet_import.objects.create(state="read"))


@pytest.mark.django_db
def test_migrating_again_asks_and_changes_nothing(django_assert_max_num_queries):
    before = triggers()
    with django_assert_max_num_queries(5):
        watch_tables()

    assert triggers() == before


@pytest.mark.django_db
def test_emptying_every_table_does_not_bring_an_old_value_back():
    seen = {data_version()}
    for _time in range(2):
        organization()
        connection.check_constraints()  # PostgreSQL empties no table with a constraint still to be looked at
        seen.add(data_version())
        names = connection.introspection.django_table_names(only_existing=True, include_views=False)
        connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), names))

        assert not Organization.objects.exists()
        assert data_version() not in seen
        seen.add(data_version())


# The rest runs outside of a test's own transaction, as on a site: what is written there is deleted again.


@pytest.fixture
def site(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        yield
        Source.objects.filter(publisher="Người thử").delete()


def write(connection, title):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kit_source (title, publisher, language, url, published, note, folded)"
            " VALUES (%s, 'Người thử', 'vi', '', '', '', '')",
            [title],
        )


def test_a_change_of_another_process_shows_when_it_is_committed(site):
    before = data_version()
    with another_process(autocommit=False) as other:
        write(other, "Báo cáo")
        assert data_version() == before
        other.commit()

        assert data_version() != before


def test_a_change_that_another_process_takes_back_never_shows(site):
    before = data_version()
    with another_process(autocommit=False) as other:
        write(other, "Báo cáo")
        other.rollback()

        assert data_version() == before


@pytest.mark.postgresql
def test_nobody_waits_for_an_import_that_has_not_finished(site):
    before = data_version()
    with another_process(autocommit=False) as importing, another_process() as saving:
        write(importing, "Báo cáo 1")
        with saving.cursor() as cursor:
            cursor.execute("SET lock_timeout = '100ms'")
        write(saving, "Báo cáo 2")
        saved = data_version()
        importing.commit()

        assert len({before, saved, data_version()}) == 3


@pytest.mark.postgresql
def test_an_import_moves_one_row_once_however_much_it_writes(site):
    with another_process(autocommit=False) as importing, importing.cursor() as cursor:
        seen = set()
        for number in range(3):
            write(importing, f"Báo cáo {number}")
            cursor.execute("SELECT sum(number) FROM kit_data_version WHERE xmin = pg_current_xact_id()::xid")
            seen.add(cursor.fetchone())

        assert len(seen) == 1
        assert seen != {(None,)}


def test_a_table_that_a_migration_remade_is_watched_again(site):
    before = triggers()
    with connection.schema_editor() as editor:
        if connection.vendor == "sqlite":
            editor._remake_table(Source)
        else:  # alters a table where it stands
            editor.execute(f"DROP TRIGGER {TRIGGER} ON kit_source")
    assert Source._meta.db_table not in triggers()

    watch_tables()

    assert triggers() == before
