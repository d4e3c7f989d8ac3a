"""The sample network is loaded once; what became of a record since is nobody's business but the staff's."""

import pytest
from django.core.exceptions import ValidationError

from organizations.models import Organization
from organizations.services import change_organization
from portal.hub import sample_network
from portal.hub.models import SampleRecord, SitePage
from portal.hub.sample_network import load_sample
from portal.kit.sources import Source


@pytest.fixture
def sample(db):
    return load_sample()


def everything():
    """What stands in the database, down to the instant of the last change."""
    return {
        "organizations": list(Organization.objects.order_by("pk").values()),
        "pages": list(SitePage.objects.order_by("pk").values()),
        "sources": list(Source.objects.order_by("pk").values()),
        "history": Organization.history.count() + Source.history.count() + SitePage.history.count(),
        "marks": list(SampleRecord.objects.order_by("pk").values()),
    }


def test_first_load_tells_what_came_and_the_second_changes_nothing(sample):
    assert sample == {"pages": 3, "organizations": 17}
    before = everything()
    assert load_sample() == {"pages": 0, "organizations": 0}
    assert everything() == before


def test_every_organization_is_public_and_names_its_sources(sample):
    assert Organization.objects.public().count() == Organization.objects.count() == 17
    assert [one.slug for one in Organization.objects.filter(sources=None)] == []


def test_history_says_that_a_command_brought_the_sample(sample):
    for model in (Organization, Source, SitePage):
        rows = model.history.values_list("way", "history_change_reason", "history_user")
        assert list(rows.order_by("way").distinct()) == [("command", "sample network", None)], model


def test_organizations_know_their_parents_bodies_and_former_names(sample):
    assert Organization.objects.get(slug="vileap").parent.acronym == "NPA"
    assert [one.slug for one in Organization.objects.get(slug="vusta").governed.all()] == ["srd"]
    assert Organization.objects.get(slug="msd").names.filter(kind="former").exists()


def test_edited_renamed_and_deleted_records_stay_as_staff_left_them(sample):
    lin = Organization.objects.get(slug="lin")
    change_organization(
        lin, by=None, seen=lin.version, slug="lin-moi", name_vi="LIN mới", description_vi="Khác."
    )
    Organization.objects.get(slug="undef").delete()
    SitePage.objects.filter(key="about").update(body_vi="Do chúng tôi viết.")
    SitePage.objects.get(key="contact").delete()
    Source.objects.filter(organizations=None).delete()
    source = Source.objects.first()
    source.title = "Tên khác"
    source.save()
    before = everything()
    assert load_sample() == {"pages": 0, "organizations": 0}
    assert everything() == before
    assert not Organization.objects.filter(slug__in=["lin", "undef"]).exists()
    assert Organization.objects.get(slug="lin-moi").description_vi == "Khác."


def test_what_staff_entered_before_the_sample_is_left_alone(db):
    mine = Organization.objects.create(slug="lin", name_vi="LIN của chúng tôi", kind="cso")
    row = sample_network._read("source")[0]
    theirs = Source.objects.create(title=row["title"], publisher=row["publisher"], note="Bản của chúng tôi.")
    SitePage.objects.create(key="about", title_vi="Về chúng tôi", body_vi="Do chúng tôi viết.")
    assert load_sample() == {"pages": 2, "organizations": 16}
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.name_vi, mine.publication, mine.sources.count()) == ("LIN của chúng tôi", "draft", 0)
    assert theirs.note == "Bản của chúng tôi."
    assert theirs.organizations.exists()
    assert SitePage.objects.get(key="about").body_vi == "Do chúng tôi viết."


def test_half_a_load_is_none(db, monkeypatch):
    monkeypatch.setattr(sample_network, "COLUMNS", ["slug", "name_vi"])  # an organization without a kind
    with pytest.raises(ValidationError, match="kind"):
        load_sample()
    assert not any(everything().values())
