"""The one door to uploaded files."""

import io
import mimetypes

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from organizations.models import Organization, Registration, TransparencyDocument
from portal.kit.images import reencode


@pytest.fixture
def organization(db):
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(picture, "PNG")
    return Organization.objects.create(
        slug="hoi-thu", name_vi="Hội Thử", kind="cso", publication="published", logo=reencode(picture)
    )


def fetch(client, name):
    """Status, headers, body."""
    response = client.get(f"/tep/{name}")
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, response.headers, body


def test_visitor_sees_a_logo_on_a_machine_that_does_not_know_webp(client, organization, monkeypatch):
    monkeypatch.setattr(mimetypes, "guess_type", lambda name, strict=True: (None, None))
    status, headers, body = fetch(client, organization.logo.name)
    assert status == 200
    assert headers["Content-Type"] == "image/webp"
    assert headers["Content-Disposition"].startswith("inline")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert Image.open(io.BytesIO(body)).format == "WEBP"


def test_visitor_does_not_see_the_logo_of_a_draft_and_staff_do(client, admin_client, organization):
    Organization.objects.update(publication="draft")
    assert fetch(client, organization.logo.name)[0] == 404
    status, headers, _body = fetch(admin_client, organization.logo.name)
    assert status == 200
    assert "Cookie" in headers["Vary"], "a shared cache must not show it to others"


def test_visitor_downloads_a_public_document_and_no_cache_keeps_it(client, organization):
    document = TransparencyDocument.objects.create(
        organization=organization,
        kind="audit",
        year=2025,
        is_public=True,
        file=ContentFile(b"%PDF", "Kiểm toán.pdf"),
    )
    status, headers, body = fetch(client, document.file.name)
    assert (status, body) == (200, b"%PDF")
    assert headers["Content-Disposition"] == 'attachment; filename="kiem-toan.pdf"'
    assert headers["Cache-Control"] == "private, no-store"
    TransparencyDocument.objects.update(is_public=False)
    assert fetch(client, document.file.name)[0] == 404


def test_file_is_sent_only_under_its_full_name_and_folder(client, admin_client, organization):
    record = Registration.objects.create(
        organization=organization, authority="Sở Nội vụ", file=ContentFile(b"%PDF", "giay.pdf")
    )
    name = record.file.name
    assert fetch(admin_client, name)[0] == 200
    folder, _slash, rest = name.partition("/")
    for other in (
        f"transparency/{rest}",
        f"logos/../{name}",
        f"logos/..%2f{name}",
        f"registrations//{rest}",
        f"{folder}/",
        rest,
        f"/{name}",
        name.upper(),
        "khong-co/a.pdf",
        "../manage.py",
        "registrations/../../../manage.py",
        "%2e%2e/manage.py",
        "/etc/passwd",
    ):
        assert fetch(admin_client, other)[0] == 404, other


def test_file_that_stands_in_no_record_is_not_sent(client, admin_client, organization):
    name = default_storage.save("registrations/mo-coi.pdf", ContentFile(b"%PDF"))
    assert (settings.FILES_ROOT / name).exists()
    assert fetch(admin_client, name)[0] == 404


def test_file_that_is_gone_from_the_disk_is_a_page_that_says_so(client, admin_client, organization):
    default_storage.delete(organization.logo.name)
    assert fetch(client, organization.logo.name)[0] == 404
