"""The mechanism of merges: it refuses what nobody thought of, and follows rows that point at rows."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import connection, models

from organizations.merging import MERGING
from organizations.models import Organization, OrganizationName
from portal.kit.merging import relations
from portal.kit.merging.acts import merge
from portal.kit.merging.relations import FOLLOW, Follow, links_to, on_merge
from portal.kit.merging.rows import decided, made_again, plain
from portal.kit.merging.undoing import obstacles, undo
from portal.kit.versions import Versioned
from tests.factories.organizations import organization, place_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def later_app(db):
    """A model that a later app brings, with its table, which goes when the test's transaction is rolled back."""
    made = []

    def make(name, constraints=(), bases=(models.Model,), **columns):
        meta = {"app_label": "organizations", "verbose_name": "thẻ", "verbose_name_plural": "thẻ"}
        meta = type("Meta", (), meta | {"constraints": list(constraints)})
        model = type(name, bases, {"__module__": __name__, "Meta": meta, **columns})
        lists = [field.remote_field.through for field in model._meta.local_many_to_many]
        for one in (model, *lists):
            made.append(one)
            editor = connection.schema_editor()
            editor.deferred_sql = []  # as entering it would, which SQLite allows outside of transactions only
            sql, params = editor.table_sql(one)
            with connection.cursor() as cursor:
                cursor.execute(sql, params or None)
        return model

    yield make
    for model in made:
        del apps.all_models["organizations"][model._meta.model_name]
        for key in [key for key in relations._by_key if key[0] == model._meta.label_lower]:
            del relations._by_key[key]
    apps.clear_cache()


def of_organization(**options):
    return models.ForeignKey(
        Organization, models.CASCADE, **{"related_name": "+", "verbose_name": "tổ chức", **options}
    )


def merged(one, other, **choices):
    for record in (one, other):
        record.refresh_from_db()
    return merge(MERGING, one, other, by=None, seen=(one.version, other.version), choices=choices)


def test_a_link_that_a_later_app_adds_makes_every_merge_refuse(later_app):
    one, other = organization("Một"), organization("Hai")
    card = later_app("Card", organization=of_organization())
    card.objects.create(organization=other)

    assert [link.path for link in relations.unhandled(Organization)] == ["organizations.Card.organization"]
    with pytest.raises(ValidationError) as refusal:
        merged(one, other)

    assert ["Thẻ: tổ chức" in text and "organizations.Card" in text for text in refusal.value.messages] == [
        True
    ]
    assert card.objects.get().organization == other

    on_merge(card, organization=FOLLOW)
    done = merged(one, other)
    assert card.objects.get().organization == one
    undo(MERGING, done, by=None)
    assert card.objects.get().organization_id == other.pk


def test_a_model_that_names_records_of_any_kind_makes_every_merge_refuse(later_app):
    card = later_app(
        "Note",
        kind=models.ForeignKey(ContentType, models.CASCADE, related_name="+"),
        number=models.PositiveBigIntegerField(),
    )
    one, other = organization("Một"), organization("Hai")

    assert relations.unhandled(Organization)[0].path == "organizations.Note.kind"
    with pytest.raises(ValidationError):
        merged(one, other)

    relations.on_merge_by_kind(card, kind="kind", key="number", how=FOLLOW)
    try:
        here = ContentType.objects.get_for_model(Organization)
        card.objects.create(kind=here, number=other.pk)
        card.objects.create(kind=ContentType.objects.get_for_model(OrganizationName), number=other.pk)
        merged(one, other)
        assert sorted(card.objects.values_list("number", flat=True)) == sorted([one.pk, other.pk])
    finally:
        del relations._by_kind[card._meta.label_lower, "kind"]


def test_what_points_at_a_row_that_is_united_follows_it(later_app):
    """As signatures of an agreement's party will, when both organizations are parties of the same agreement."""
    card = later_app(
        "Party",
        organization=of_organization(),
        agreement=models.IntegerField(),
        role=models.CharField(max_length=9, blank=True),
        constraints=[models.UniqueConstraint(fields=["organization", "agreement"], name="party_once")],
    )
    stamp = later_app("Stamp", party=models.ForeignKey(card, models.CASCADE, related_name="+"))
    on_merge(card, organization=FOLLOW)
    one, other = organization("Một"), organization("Hai")
    mine = card.objects.create(organization=one, agreement=7, role="lead")
    theirs = card.objects.create(organization=other, agreement=7, role="funder")
    card.objects.create(organization=other, agreement=8)
    stamp.objects.create(party=theirs)
    [question] = MERGING.plan(one, other).united

    with pytest.raises(ValidationError):
        merged(one, other)  # nobody has said what becomes of stamps
    on_merge(stamp, party=FOLLOW)
    for stands, role in (("survivor", "lead"), ("merged", "funder")):
        done = merged(one, other, **{question.key: stands})
        rows = card.objects.order_by("agreement")
        assert [(row.agreement, row.role) for row in rows] == [(7, role), (8, "")]
        assert stamp.objects.get().party.agreement == 7
        undo(MERGING, done, by=None)
        assert [row.role for row in card.objects.order_by("pk")] == ["lead", "funder", ""]
        assert stamp.objects.get().party_id == theirs.pk
    assert card.objects.get(pk=mine.pk).organization_id == one.pk


def test_a_one_to_one_row_of_both_is_a_question(later_app):
    card = later_app(
        "Profile",
        organization=models.OneToOneField(Organization, models.CASCADE, related_name="+"),
        brand=models.CharField(max_length=9),
    )
    on_merge(card, organization=FOLLOW)
    one, other = organization("Một"), organization("Hai")
    card.objects.create(organization=one, brand="đỏ")
    card.objects.create(organization=other, brand="xanh")
    [question] = MERGING.plan(one, other).united

    done = merged(one, other, **{question.key: "merged"})

    assert [(row.organization, row.brand) for row in card.objects.all()] == [(one, "xanh")]
    undo(MERGING, done, by=None)
    assert dict(card.objects.values_list("organization", "brand")) == {one.pk: "đỏ", other.pk: "xanh"}


def test_a_list_that_others_keep_of_such_records_is_united(later_app):
    lists = models.ManyToManyField(Organization, related_name="+")
    holder = later_app("Folder", bases=(Versioned,), organizations=lists)
    one, other = organization("Một"), organization("Hai")
    both, theirs = holder.objects.create(), holder.objects.create()
    both.organizations.set([one, other])
    theirs.organizations.set([other])

    done = merged(one, other)

    assert [list(folder.organizations.all()) for folder in (both, theirs)] == [[one], [one]]
    theirs.refresh_from_db()
    assert theirs.version == 2  # whoever has its form open sees a list that is no longer so
    undo(MERGING, done, by=None)
    assert [set(folder.organizations.values_list("pk", flat=True)) for folder in (both, theirs)] == [
        {one.pk, other.pk},
        {other.pk},
    ]


def test_history_and_logs_keep_naming_the_record_that_went():
    stays = {link.path for link in links_to(Organization) if link.how is relations.STAY}

    assert {"organizations.HistoricalOrganizationName.organization", "admin.LogEntry.content_type"} <= stays
    assert not any(isinstance(link.how, Follow) for link in links_to(Organization) if link.path in stays)


def test_a_row_comes_back_as_it_was_to_the_last_microsecond():
    one = organization("Một", founded="2009-05", website="https://mot.example")
    row = place_of(one, "ha-noi", period="2008/2019")

    for record in (one, row):
        record.refresh_from_db()
        again = made_again(type(record), plain(record))
        assert {f.attname: getattr(again, f.attname) for f in record._meta.concrete_fields} == {
            f.attname: getattr(record, f.attname) for f in record._meta.concrete_fields
        }
    assert {"version", "updated_at", "sort_vi", "search_text", "founded_earliest"}.isdisjoint(decided(one))


def test_the_number_of_questions_of_a_plan_does_not_grow_with_the_rows(django_assert_max_num_queries):
    one, other = organization("Một"), organization("Hai")
    place_of(one, "ha-noi")

    def fill(count, year):
        for number in range(count):
            place_of(other, "hue", period=str(year + number))

    fill(2, 1990)
    MERGING.plan(one, other)
    with django_assert_max_num_queries(80) as few:
        MERGING.plan(one, other)
    fill(20, 2000)
    with django_assert_max_num_queries(len(few)):
        plan = MERGING.plan(one, other)
    assert len(plan.moved) == 22
    assert obstacles(MERGING, merged(one, other)) == []
