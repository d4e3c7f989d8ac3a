"""A visitor never sees drafts, contacts, registration files or verification notes, wherever they look."""

import datetime
import io
import zipfile

import pytest
from django.core.files.base import ContentFile

from organizations.models import (
    Affiliation,
    Consent,
    Organization,
    Person,
    Place,
    Registration,
    TransparencyDocument,
    Verification,
)
from organizations.search import refresh_organizations
from portal.hub.models import SitePage
from tests.portal.addresses import in_both_languages, public_names

SECRET = "bimatkhongainoi"  # in every private text, so that one search finds any leak

# How each public pattern is asked; a new pattern must be added here, or the last test of this file fails.
ARGUMENTS = {
    "organizations:detail": ["cong-khai", "luu-tru", "ban-nhap"],
    "places:detail": ["ha-noi", "hoa-binh", "phu-tho", "mien-bac", "viet-nam"],
    "file": [],
}
QUERIES = ["", f"?q={SECRET}", "?q=cong+khai", "?province=ha-noi", "?by=today", "?kind=cso&page=1"]


@pytest.fixture
def network(db):
    for key in SitePage.Key:
        SitePage.objects.create(key=key, title_vi=key.label, body_vi="Nội dung")
    hanoi = Place.objects.get(slug="ha-noi")
    published = Organization.objects.create(
        slug="cong-khai", name_vi="Viện Công khai", kind="cso", publication="published"
    )
    archived = Organization.objects.create(
        slug="luu-tru", name_vi="Viện Lưu trữ", kind="cso", publication="archived"
    )
    draft = Organization.objects.create(
        slug="ban-nhap",
        name_vi=f"Viện {SECRET}",
        name_en=f"{SECRET} institute",
        acronym=SECRET.upper(),
        kind="cso",
    )
    for organization in (published, archived, draft):
        organization.places.create(place=hanoi, role="work")
    # A draft hangs on the published one from every side that a page shows.
    draft.names.create(kind="former", text=f"Trung tâm {SECRET}")
    Organization.objects.filter(pk=published.pk).update(parent=draft, governing_body=draft, successor=draft)
    Organization.objects.create(
        slug="nhanh", name_vi=f"Chi nhánh {SECRET}", kind="cso", parent=published, successor=published
    )
    Registration.objects.create(
        organization=published,
        authority=f"Sở {SECRET}",
        decision_number=f"{SECRET}/QĐ",
        file=ContentFile(SECRET.encode(), "giay.pdf"),
    )
    Verification.objects.create(
        organization=published, verified_on=datetime.date(2026, 1, 2), verified_by=SECRET, checklist=SECRET
    )
    TransparencyDocument.objects.create(
        organization=published,
        kind="audit",
        year=2025,
        title_vi=SECRET,
        file=ContentFile(SECRET.encode(), "kiem-toan.pdf"),
    )
    TransparencyDocument.objects.create(
        organization=draft,
        kind="audit",
        year=2025,
        is_public=True,
        title_vi=SECRET,
        file=ContentFile(SECRET.encode(), "x.pdf"),
    )
    person = Person.objects.create(
        full_name=f"Người {SECRET}", email=f"{SECRET}@example.org", phone="0900000000"
    )
    Affiliation.objects.create(person=person, organization=published, title=SECRET, is_main=True)
    Consent.objects.create(
        person=person,
        purpose="contact",
        text_version="1",
        given_on=datetime.date(2026, 1, 2),
        evidence=SECRET,
        file=ContentFile(SECRET.encode(), "dong-y.pdf"),
    )
    refresh_organizations(Organization.objects.all())
    return published


def addresses(name):
    if name == "file":
        holders = [*Registration.objects.all(), *TransparencyDocument.objects.all(), *Consent.objects.all()]
        return [in_both_languages("file", holder.file.name)[0] for holder in holders]
    argument_lists = [[slug] for slug in ARGUMENTS[name]] if name in ARGUMENTS else [[]]
    return [address for arguments in argument_lists for address in in_both_languages(name, *arguments)]


def everything_in(response) -> str:
    """The text of the answer; of a workbook, the text of all its parts."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(part).decode() for part in book.namelist())


@pytest.mark.parametrize("name", public_names())
def test_visitor_finds_nothing_private_at(client, network, name):
    for address in addresses(name):
        for query in QUERIES:
            response = client.get(address + query)
            text = everything_in(response)
            text = text.replace(query.removeprefix("?q="), "") if query else text
            assert SECRET not in text.casefold(), f"{address}{query} ({response.status_code})"
            assert "0900000000" not in text


def test_visitor_gets_404_for_a_draft_and_staff_a_preview(client, admin_client, network):
    assert client.get("/to-chuc/ban-nhap/").status_code == 404
    preview = admin_client.get("/to-chuc/ban-nhap/")
    assert preview.status_code == 200
    assert SECRET in preview.content.decode()


def test_visitor_gets_404_for_a_registration_file_and_staff_a_download(client, admin_client, network):
    address = f"/tep/{Registration.objects.get().file.name}"
    assert client.get(address).status_code == 404
    download = admin_client.get(address)
    assert b"".join(download.streaming_content) == SECRET.encode()
    download.close()
    assert download.headers["Content-Disposition"].startswith("attachment")
    assert download.headers["X-Content-Type-Options"] == "nosniff"


def test_public_document_of_a_published_organization_is_sent_to_everyone(client, network):
    document = TransparencyDocument.objects.create(
        organization=network,
        kind="annual_report",
        year=2024,
        is_public=True,
        file=ContentFile(b"so lieu", "bao-cao.pdf"),
    )
    response = client.get(f"/tep/{document.file.name}")
    assert b"".join(response.streaming_content) == b"so lieu"
    response.close()
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_anonymous_page_is_the_same_for_everyone(client, network):
    for name in ("home", "organizations:list", "places:list", "search", "about", "contact"):
        response = client.get(in_both_languages(name)[0])
        assert not response.cookies, name
        assert "Cookie" not in response.headers.get("Vary", ""), name
