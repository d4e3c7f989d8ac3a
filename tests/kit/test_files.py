"""Documents that staff upload: what is taken, under which name, how large."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from organizations.models import Organization, Registration
from portal.kit.files import PrivatePath


@pytest.fixture
def organization(db):
    return Organization.objects.create(slug="hoi-thu", name_vi="Hội Thử", kind="cso")


def registration(organization, upload):
    return Registration(organization=organization, authority="Sở Nội vụ", file=upload)


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("Quyết định số 12.PDF", "quyet-dinh-so-12.pdf"),
        ("../../etc/passwd", "passwd.bin"),
        ("..\\..\\windows\\a b.docx", "a-b.docx"),
        ("ສະມາຄົມ.pdf", "file.pdf"),
        ("..", "file.bin"),
        ("a\x00b.pdf", "a-b.pdf"),
        ("dài" * 100 + ".pdf", ("dai" * 100)[:60] + ".pdf"),
        ("x.p\u202edf", "x.p-df"),
    ],
)
def test_stored_name_cannot_be_guessed_nor_lead_elsewhere(name, ending):
    path = PrivatePath("registrations")(None, name)
    assert re.fullmatch(r"registrations/[0-9a-f]{32}/" + re.escape(ending), path), path
    assert path != PrivatePath("registrations")(None, name)


@pytest.mark.parametrize("name", ["trang.html", "hinh.svg", "chay.exe", "khong-duoi", "a.pdf.html"])
def test_staff_are_told_which_files_are_taken(organization, name):
    with pytest.raises(ValidationError) as refusal:
        registration(organization, SimpleUploadedFile(name, b"x")).full_clean()
    assert refusal.value.message_dict.keys() == {"file"}
    assert "pdf, doc, docx" in refusal.value.message_dict["file"][0]


def test_staff_are_told_how_large_the_file_is_and_may_be(organization, settings):
    settings.MAX_FILE_MB = 1
    large = SimpleUploadedFile("lon.pdf", b"x" * int(1.5 * 1024 * 1024))
    with pytest.raises(ValidationError) as refusal:
        registration(organization, large).full_clean()
    [sentence] = refusal.value.message_dict["file"]
    assert "1,5 MB" in sentence
    assert "1 MB" in sentence


def test_file_of_exactly_the_limit_is_taken_and_not_measured_again(organization, settings):
    settings.MAX_FILE_MB = 1
    record = registration(organization, ContentFile(b"x" * 1024 * 1024, "vua.pdf"))
    record.full_clean()
    record.save()
    settings.MAX_FILE_MB = 0
    Registration.objects.get(pk=record.pk).full_clean()
