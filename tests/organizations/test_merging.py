"""Two organizations become one, with every kind of row around them, and nothing is lost."""

from collections import Counter

import pytest
from django.core.exceptions import ValidationError

from organizations.merging import MERGING
from organizations.models import Organization, OrganizationName
from organizations.services import change_organization
from portal.kit.merging.acts import AlreadyMerged, PlanChanged, merge
from portal.kit.merging.models import Merge
from portal.kit.merging.relations import Follow, links_to, unhandled
from portal.kit.merging.undoing import undo
from portal.kit.versions import Conflict
from tests.factories.desk import officer, officer_with
from tests.factories.merging import content, merged, rows_of, with_everything
from tests.factories.organizations import draft, organization

pytestmark = pytest.mark.django_db


def test_everything_that_names_an_organization_is_handled():
    assert [link.path for link in unhandled(Organization)] == []


def test_nothing_is_lost_and_everything_comes_back():
    one, other = with_everything("Trung tâm Một", number=1), with_everything("Viện Một", number=2)
    before, counted = content(one, other), rows_of(one, other)
    assert all(counted[link.path] for link in links_to(Organization) if isinstance(link.how, Follow))

    done = merged(one, other)

    one.refresh_from_db()
    left = Counter(f"{entry['model']}" for entry in done.snapshot["steps"] if "before" not in entry)
    added = Counter(entry["model"] for entry in done.snapshot["added"])
    now = rows_of(one)
    assert sum(now.values()) == sum(counted.values()) - sum(left.values()) + sum(added.values())
    # The common seat, place of work, name, term of each list: kept once, the other remembered.
    assert left == {
        "organizations.organizationname": 1,
        "organizations.organizationplace": 2,
        "organizations.organization_fields_of_work": 1,
        "organizations.organization_groups_served": 1,
        "organizations.organization_goals": 1,
    }
    assert added == {"organizations.organizationname": 2, "kit.formerslug": 1}
    assert not Organization.objects.filter(pk=other.pk).exists()
    assert not rows_of(other).total()

    back = undo(MERGING, done, by=None)

    one.refresh_from_db()
    back.refresh_from_db()
    assert back.pk == other.pk
    assert content(one, back) == before
    assert rows_of(one, back) == counted


def test_the_old_addresses_lead_to_the_one_that_stays(client):
    one, other = organization("Một", slug="mot"), organization("Hai", slug="hai-cu")
    change_organization(other, by=None, seen=other.version, slug="hai")

    done = merged(one, other)

    for path in ("/to-chuc/hai/", "/to-chuc/hai-cu/"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (301, "/to-chuc/mot/")
    assert client.get("/en/organizations/hai/").headers["Location"] == "/en/organizations/mot/"
    assert [one.name_vi for one in client.get("/to-chuc/?q=Hai").context["organizations"]] == ["Một"]

    undo(MERGING, done, by=None)

    assert client.get("/to-chuc/hai/").status_code == 200
    assert client.get("/to-chuc/hai-cu/").headers["Location"] == "/to-chuc/hai/"


def test_gaps_are_filled_and_the_survivor_stands_where_both_speak():
    one = organization("Một", acronym="MOT", website="", public_phone="024 1111 1111")
    other = organization("Hai", acronym="HAI", website="https://hai.example", public_phone="024 2222 2222")

    merged(one, other, acronym="merged")

    one.refresh_from_db()
    assert (one.name_vi, one.acronym, one.website, one.public_phone) == (
        "Một",
        "HAI",
        "https://hai.example",
        "024 1111 1111",
    )
    assert set(one.names.values_list("kind", "text")) == {("alias", "Hai"), ("short", "MOT")}


def test_columns_that_need_each_other_are_chosen_together():
    one = organization("Sở Y tế", kind="state", state_level="province")
    other = organization("Sở Y tế Hà Nội", kind="cso")

    [difference] = [found for found in MERGING.plan(one, other).columns.differences if found.key == "kind"]
    merged(one, other, kind="merged")

    one.refresh_from_db()
    assert [field.name for field in difference.fields][:2] == ["kind", "state_level"]
    assert (one.kind, one.state_level) == ("cso", "")


def test_two_open_seats_are_a_question():
    one, other = organization("Một", seat="ha-noi"), organization("Hai", seat="hue")
    [question] = MERGING.plan(one, other).united

    merged(one, other, **{question.key: "merged"})

    assert [row.place.slug for row in one.places.all()] == ["hue"]


def test_a_name_that_the_survivor_bears_is_not_said_twice():
    one, other = organization("Viện MSD"), organization("Trung tâm MSD")
    OrganizationName.objects.create(organization=one, kind="former", text="Trung tâm MSD")
    OrganizationName.objects.create(organization=other, kind="alias", text="Viện MSD")

    done = merged(one, other)
    assert list(one.names.values_list("kind", "text")) == [("former", "Trung tâm MSD")]

    undo(MERGING, done, by=None)
    again = merged(one, other, name_vi="merged")

    one.refresh_from_db()
    assert one.name_vi == "Trung tâm MSD"
    assert list(one.names.values_list("kind", "text")) == [("alias", "Viện MSD")]
    assert len([entry for entry in again.snapshot["steps"] if "before" not in entry]) == 1


@pytest.mark.parametrize(
    ("mine", "theirs", "becomes"),
    [
        ("draft", "published", "published"),
        ("published", "draft", "published"),
        ("draft", "archived", "archived"),
        ("archived", "published", "published"),
        ("draft", "draft", "draft"),
    ],
)
def test_whoever_had_a_public_address_arrives_at_a_public_record(mine, theirs, becomes):
    one, other = organization("Một", publication=mine), organization("Hai", publication=theirs)

    done = merged(one, other)

    one.refresh_from_db()
    assert one.publication == becomes
    back = undo(MERGING, done, by=None)
    one.refresh_from_db()
    assert (one.publication, back.publication) == (mine, theirs)


def test_one_that_was_part_of_the_other_belongs_to_what_that_belongs_to():
    roof = organization("Mái nhà")
    one, other = organization("Một"), organization("Hai", parent=roof)
    Organization.objects.filter(pk=one.pk).update(parent=other)

    merged(one, other)

    one.refresh_from_db()
    assert one.parent == roof


def test_a_circle_is_refused():
    one, other = organization("Một"), organization("Hai")
    middle = organization("Giữa", parent=other)
    Organization.objects.filter(pk=one.pk).update(parent=middle)

    with pytest.raises(ValidationError):
        merged(one, other)

    assert Organization.objects.filter(pk=other.pk).exists()
    assert not Merge.objects.exists()


def test_every_line_of_history_says_which_merge_wrote_it():
    lan = officer("lan")
    one, other = organization("Một"), organization("Hai")
    row = OrganizationName.objects.create(organization=other, kind="alias", text="Tên khác")

    done = merged(one, other, by=lan)

    for record, kind in ((one, "~"), (other, "-"), (row, "~")):
        line = type(record).history.filter(id=record.pk).latest()
        assert (line.history_type, line.history_user) == (kind, lan)
        assert line.history_change_reason.startswith(done.reference)
    lists = one.history.latest()
    assert lists.version == 2


def test_history_of_a_list_holds_the_terms_that_moved():
    one, other = organization("Một"), organization("Hai", fields=["child-rights"])

    merged(one, other)

    assert [term.fieldofwork.code for term in one.history.latest().fields_of_work.all()] == ["child-rights"]


def test_somebody_who_saved_meanwhile_stops_the_merge():
    one, other = organization("Một"), organization("Hai")
    change_organization(other, by=None, seen=1, acronym="H")

    with pytest.raises(Conflict):
        merge(MERGING, one, other, by=None, seen=(1, 1))

    assert Organization.objects.filter(pk=other.pk).exists()


def test_a_row_added_after_the_page_was_shown_stops_the_merge():
    one, other = organization("Một"), organization("Hai")
    mark = MERGING.plan(one, other).mark()
    OrganizationName.objects.create(organization=other, kind="alias", text="Mới")

    with pytest.raises(PlanChanged):
        merge(MERGING, one, other, by=None, seen=(1, 1), mark=mark)

    assert other.names.count() == 1


def test_a_merge_that_is_sent_twice_happens_once():
    one, other = organization("Một"), organization("Hai")
    done = merged(one, other)

    with pytest.raises(AlreadyMerged) as refusal:
        merge(MERGING, one, other, by=None, seen=(2, 1))

    assert refusal.value.merge == done
    with pytest.raises(ValidationError):
        merge(MERGING, one, one, by=None, seen=(2, 2))


def test_only_who_may_change_both_and_delete_one_may_merge():
    one, other = organization("Một"), draft("Hai")
    editor = officer_with("view_organization", "change_organization", "delete_organization", name="bien-tap")

    with pytest.raises(ValidationError) as refusal:
        merged(one, other, by=editor)
    assert refusal.value.code == "forbidden"

    done = merged(draft("Ba"), other, by=editor)
    assert undo(MERGING, done, by=editor).pk == other.pk
