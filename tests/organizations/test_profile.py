"""The public page of one organization."""

import re

import pytest
import time_machine
from django.contrib.auth.models import User
from django.utils.html import strip_tags

from organizations.models import (
    FieldOfWork,
    Goal,
    GroupServed,
    Identifier,
    IdentifierScheme,
    OrganizationFigure,
    OrganizationName,
    Person,
    Registration,
    Service,
    ServiceKind,
    TransparencyDocument,
    Verification,
)
from portal.kit.slugs import keep_former_slug
from tests.factories.organizations import draft, organization, path_of, place_of, source

pytestmark = pytest.mark.django_db


def page_of(client, one):
    """The page's words, in one line."""
    response = client.get(path_of(one))
    assert response.status_code == 200
    return re.sub(r"\s+", " ", strip_tags(response.content.decode()))


@pytest.fixture
def staff(client):
    client.force_login(User.objects.create_superuser("staff"))
    return client


def test_a_visitor_reads_names_and_facts(client):
    one = organization(
        "Trung tâm Nhà học",
        name_en="Learning House",
        local_name="ສູນຮຽນຮູ້",
        local_language="lo",
        acronym="NH",
        founded="2014-03~",
        address="Số 1, phố Mới",
        website="https://example.org/",
        public_email="hoi@example.org",
        public_phone="024 123 4567",
    )
    OrganizationName.objects.create(organization=one, kind="former", text="Nhóm Nhà học", used="2008/2013")

    html = client.get(path_of(one)).content.decode()
    words = page_of(client, one)

    assert "Trung tâm Nhà học (NH)" in words
    assert '<dd lang="lo" itemprop="alternateName">ສູນຮຽນຮູ້</dd>' in html
    assert '<dd lang="en" itemprop="alternateName">Learning House</dd>' in html
    for fact in (
        "Khoảng tháng 3/2014",
        "Số 1, phố Mới",
        "hoi@example.org",
        "024 123 4567",
        "Nhóm Nhà học",
        "2008–2013",
    ):
        assert fact in words
    assert html.count("<h1") == 1


def test_what_is_not_known_is_said_or_left_out(client):
    html = client.get(path_of(organization("Chỉ có tên"))).content.decode()

    assert html.count('class="unknown"') == 4  # seat, places of work, founding, legal form
    for heading in (
        'id="about"',
        'id="services"',
        'id="figures"',
        'id="sources"',
        'id="relations"',
        "mailto:",
    ):
        assert heading not in html


def test_the_mission_leads_and_no_sentence_is_said_twice(client):
    with_mission = organization(mission_vi="Vì trẻ em.", description_vi="Đoạn một.\n\nĐoạn hai.")
    without = organization(description_vi="Đoạn một.\n\nĐoạn hai.")

    assert page_of(client, with_mission).count("Đoạn một.") == 1
    profile = client.get(path_of(without)).context["profile"]
    assert (profile.lead, profile.text) == ("Đoạn một.", "Đoạn hai.")


def test_an_english_page_marks_what_is_only_in_vietnamese(client):
    one = organization("Tổ chức Một", description_vi="Làm việc với trẻ em.")

    html = client.get(f"/en/organizations/{one.slug}/").content.decode()

    assert '<span lang="vi">Tổ chức Một</span>' in html
    assert 'lang="vi">Làm việc với trẻ em.</p>' in html


@time_machine.travel("2026-11-22")
def test_places_then_now_and_planned_lead_to_todays_units(client):
    one = organization("Một", seat="ha-noi")
    place_of(one, "hoa-binh", period="2020/2022")
    place_of(one, "yen-bai")
    place_of(one, "ho-chi-minh-truoc-2025", period="2017")
    place_of(one, "can-tho", is_planned=True)
    place_of(one, "phu-tho", role="seat", period="2001/2009")

    profile = client.get(path_of(one)).context["profile"]

    def told(rows):
        return [(row.row.place.slug, row.now and row.now.slug) for row in rows]

    assert told(profile.seats) == [("ha-noi", None)]
    assert told(profile.former_seats) == [("phu-tho", None)]
    assert told(profile.works_in) == [("yen-bai", "lao-cai")]
    assert told(profile.plans_to_work_in) == [("can-tho", None)]
    assert told(profile.worked_in) == [("hoa-binh", "phu-tho"), ("ho-chi-minh-truoc-2025", "ho-chi-minh")]
    html = client.get(path_of(one)).content.decode()
    for slug in ("hoa-binh", "phu-tho", "yen-bai", "lao-cai", "can-tho", "ho-chi-minh-truoc-2025"):
        assert f'href="/dia-phuong/{slug}/"' in html


def test_related_organizations_show_and_drafts_do_not_even_by_name(client):
    parent = organization("Mẹ công khai")
    hidden = draft("Tên phải giấu")
    one = organization("Một", parent=parent, governing_body=hidden, successor=hidden)
    organization("Chi nhánh công khai", parent=one)
    draft("Chi nhánh phải giấu", parent=one)
    organization("Tiền thân công khai", successor=one)
    draft("Tiền thân phải giấu", successor=one)
    organization("Chi nhánh lưu trữ", parent=one, publication="archived")

    words = page_of(client, one)

    for name in ("Mẹ công khai", "Chi nhánh công khai", "Tiền thân công khai", "Chi nhánh lưu trữ"):
        assert name in words
    assert "phải giấu" not in words


def test_staff_see_related_drafts_and_a_draft_as_a_preview(staff):
    one = draft("Bản nháp", parent=draft("Mẹ nháp"))
    draft("Tiền thân nháp", successor=one)
    draft("Chi nhánh nháp", parent=one)

    response = staff.get(path_of(one))

    assert response.context["is_preview"] is True
    html = response.content.decode()
    for name in ("Mẹ nháp", "Tiền thân nháp", "Chi nhánh nháp"):
        assert name in html


def test_a_visitor_gets_no_draft(client):
    assert client.get(path_of(draft("Bản nháp"))).status_code == 404


def test_an_archived_organization_keeps_its_page_with_a_banner(client):
    html = client.get(path_of(organization("Cũ", publication="archived"))).content.decode()

    assert '<div class="banner" role="note">' in html


def test_a_former_address_leads_to_the_page_for_ever(client):
    one = organization("Một", slug="moi")
    keep_former_slug(one, before="cu")

    response = client.get("/to-chuc/cu/")

    assert (response.status_code, response.url) == (301, "/to-chuc/moi/")


def test_topics_lead_to_the_others_that_share_them(client):
    one = organization("Một")
    field, group, kind = FieldOfWork.objects.first(), GroupServed.objects.first(), ServiceKind.objects.first()
    one.fields_of_work.add(field)
    one.groups_served.add(group)
    one.goals.add(Goal.objects.get(pk=5))
    Service.objects.create(organization=one, kind=kind, audience_vi="Thanh niên", how_to_ask_vi="Gọi điện")

    html = client.get(path_of(one)).content.decode()

    for query in (f"field={field.code}", f"group={group.code}", "goal=5", f"service={kind.code}", "kind=cso"):
        assert f'href="/to-chuc/?{query}"' in html
        assert [str(found) for found in client.get(f"/to-chuc/?{query}").context["organizations"]] == ["Một"]
    assert "Thanh niên" in html
    assert "Gọi điện" in html


def test_a_stated_figure_stands_with_its_qualifier_period_day_and_source(client):
    one = organization("Một")
    report = source("Báo cáo năm", publisher="Nhà xuất bản", url="https://example.org/bao-cao")
    OrganizationFigure.objects.create(
        organization=one,
        what_vi="kinh phí đã trao",
        unit="money",
        value=4_800_000_000,
        currency="VND",
        qualifier="more_than",
        period="2009/",
        as_of="2017?",
        source=report,
    )

    words = page_of(client, one)

    assert re.search(r"hơn 4,8 tỷ đồng", words, re.IGNORECASE)
    assert "kinh phí đã trao" in words
    assert "suy ra" in words
    assert "Báo cáo năm" in words
    assert "Nhà xuất bản" in words


def test_every_document_behind_a_fact_is_a_numbered_source(client):
    of_all, of_name, of_place = source("Của cả hồ sơ"), source("Của tên"), source("Của nơi")
    one = organization("Một")
    one.sources.add(of_all)
    OrganizationName.objects.create(organization=one, kind="former", text="Cũ", source=of_name)
    place_of(one, "ha-noi", source=of_place, period="2020")
    place_of(one, "da-nang", source=of_name, period="2020")

    response = client.get(path_of(one))

    assert response.context["profile"].sources == [of_all, of_name, of_place]
    html = response.content.decode()
    assert [html.count(f'href="#source-{number}"') for number in (1, 2, 3)] == [0, 2, 1]
    assert [html.count(f'id="source-{number}"') for number in (1, 2, 3)] == [1, 1, 1]


def test_a_visitor_sees_public_documents_only(client):
    one = organization("Một")
    TransparencyDocument.objects.create(
        organization=one,
        kind="audit",
        year=2025,
        title_vi="Kiểm toán công khai",
        url="https://example.org/a",
        is_public=True,
    )
    TransparencyDocument.objects.create(
        organization=one, kind="accounts", year=2024, title_vi="Sổ sách nội bộ", url="https://example.org/b"
    )
    TransparencyDocument.objects.create(
        organization=one, kind="annual_report", year=2023, file="transparency/ab/bao-cao.pdf", is_public=True
    )

    html = client.get(path_of(one)).content.decode()

    assert "Kiểm toán công khai" in html
    assert "Sổ sách nội bộ" not in html
    assert 'href="/tep/transparency/ab/bao-cao.pdf"' in html


def test_staff_see_documents_that_are_not_public(staff):
    one = organization("Một")
    TransparencyDocument.objects.create(
        organization=one, kind="accounts", year=2024, title_vi="Sổ sách nội bộ", url="https://example.org/b"
    )

    assert "Sổ sách nội bộ" in page_of(staff, one)


def test_a_visitor_sees_identifiers_but_no_registration_verification_or_person(client):
    one = organization("Một")
    scheme = (
        IdentifierScheme.objects.get(code="VN-TIN")
        if IdentifierScheme.objects.filter(code="VN-TIN")
        else None
    )
    Identifier.objects.create(
        organization=one, scheme=scheme or IdentifierScheme.objects.first(), value="0123456789"
    )
    Registration.objects.create(organization=one, authority="Sở kín", decision_number="QĐ-KÍN-1")
    Verification.objects.create(
        organization=one, verified_on="2026-01-02", verified_by="Người kiểm tra kín", checklist="Ghi chú kín"
    )
    person = Person.objects.create(full_name="Nguyễn Thị Kín", email="kin@example.org")
    one.affiliations.create(person=person, title="Giám đốc kín")

    words = page_of(client, one)

    assert "0123456789" in words
    for secret in ("kín", "KÍN", "kin@example.org", "Kín"):
        assert secret not in words
