"""No choice that is offered leads to nothing, and each finds as many as it says."""

from urllib.parse import urlencode

import pytest

from organizations.models import FieldOfWork, Goal, GroupServed, Service, ServiceKind
from tests.factories.organizations import organization, place, place_of

pytestmark = pytest.mark.django_db

LIST = "/to-chuc/"


@pytest.fixture
def small_network():
    """Seats and work in old and new provinces, in a region and in the whole country, abroad, and nowhere."""
    fields = list(FieldOfWork.objects.values_list("code", flat=True)[:12])
    viet_nam, lao = place("viet-nam"), place("lao")
    both = organization(
        "An Bình", seat="ha-noi", works_in=["ha-noi", "hoa-binh"], fields=fields[:2], country=viet_nam
    )
    old = organization(
        "Ánh Sáng", works_in=["hoa-binh", "phu-tho-truoc-2025"], fields=fields[1:4], country=viet_nam
    )
    organization("Đất Lành", works_in=["phu-tho"], kind="association", fields=fields, country=viet_nam)
    organization("Đồng Tâm", seat="quang-nam", works_in=["da-nang"], kind="state", fields=fields[:1])
    organization("Hà Nội xanh", seat="ha-noi", works_in=["viet-nam", "mien-trung"], kind="umbrella")
    organization("Learning House", seat="vientiane", works_in=["lao"], kind="foreign_cso", country=lao)
    organization("Không rõ nơi nào")
    moved = organization("Chuyển nhà", seat="ho-chi-minh")
    place_of(moved, "yen-bai", role="seat", period="2001/2010")
    organization("Chưa công bố", works_in=["ca-mau"], publication="draft")
    organization("Đã lưu trữ", works_in=["ca-mau"], publication="archived")
    organization("Một mạng lưới", works_in=["ca-mau"], kind="network")
    for one in (both, old):
        one.groups_served.set(GroupServed.objects.all()[:2])
        one.goals.set(Goal.objects.filter(pk__in=[1, 5]))
        Service.objects.create(organization=one, kind=ServiceKind.objects.first())
        Service.objects.create(organization=one, kind=ServiceKind.objects.first())


def found(client, **chosen):
    response = client.get(LIST, chosen)
    assert response.context["problems"] == []
    return response.context


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"province": ["phu-tho"]},
        {"province": ["hoa-binh"], "at": ["work"]},
        {"province": ["ha-noi"], "at": ["seat"]},
        {"province": ["ha-noi", "hoa-binh"], "kind": ["cso", "umbrella"]},
        {"region": ["mien-trung"]},
        {"region": ["mien-bac"], "province": ["ha-noi"], "at": ["seat"]},
        {"at": ["seat"]},
        {"goal": ["5"], "country": ["viet-nam"]},
        {"letter": ["A"]},
        {"q": ["ha noi"]},
    ],
    ids=urlencode,
)
def test_every_choice_finds_as_many_as_it_says(client, small_network, chosen):
    context = found(client, **chosen)

    offered = [(facet.name, choice) for facet in context["facets"] for choice in facet.choices]
    assert len(offered) > 1
    for name, choice in offered:
        alone = found(client, **{**chosen, name: [choice.value]})
        assert (name, choice.value, choice.count) == (name, choice.value, alone["found_count"])
        assert choice.count or choice.is_chosen
    for way in context["ways"]:
        if way.count is not None:
            assert way.count == found(client, **{**chosen, "at": [way.value]})["found_count"]
    for letter in context["letters"]:
        if letter.url:
            assert client.get(letter.url).context["found_count"] > 0


def test_a_choice_that_finds_nothing_is_not_offered_unless_it_is_chosen(client, small_network):
    def provinces(**chosen):
        facets = found(client, **chosen)["facets"]
        return [choice.value for facet in facets if facet.name == "province" for choice in facet.choices]

    everywhere = ["da-nang", "ha-noi", "lao-cai", "phu-tho", "ho-chi-minh", "hoa-binh", "phu-tho-truoc-2025"]
    assert provinces() == [*everywhere, "quang-nam", "yen-bai"]
    assert provinces(kind="state") == ["da-nang", "quang-nam"]
    assert provinces(kind="state", province="ca-mau") == ["ca-mau", "da-nang", "quang-nam"]


def test_an_old_province_counts_where_it_is_today_and_apart_as_it_was(client, small_network):
    choices = {
        choice.value: choice.count
        for facet in found(client)["facets"]
        if facet.name == "province"
        for choice in facet.choices
    }

    assert (choices["phu-tho"], choices["hoa-binh"], choices["phu-tho-truoc-2025"]) == (3, 2, 1)


def test_a_visitor_counts_no_drafts_no_archived_records_and_no_networks(client, small_network):
    assert found(client)["found_count"] == 8
    assert found(client, province="ca-mau")["found_count"] == 0


def test_a_region_holds_what_is_recorded_for_the_region_itself(client, small_network):
    names = [str(one.name) for one in found(client, region="mien-trung", at="work")["organizations"]]

    assert names == ["Đồng Tâm", "Hà Nội xanh"]


def test_a_long_facet_folds_all_but_its_first_choices(client, small_network):
    [fields] = [facet for facet in found(client)["facets"] if facet.name == "field"]

    assert (len(fields.choices), len(fields.first), len(fields.rest)) == (12, 8, 4)
    assert not fields.is_rest_chosen
    [fields] = [
        facet for facet in found(client, field=fields.rest[0].value)["facets"] if facet.name == "field"
    ]
    assert fields.is_rest_chosen
