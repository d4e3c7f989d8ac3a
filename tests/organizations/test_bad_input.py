"""Bad input at the desk: each is told by its box, in Vietnamese, and nothing of it is written."""

import io
import re
import struct
import zlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from organizations.models import IdentifierScheme, Organization, Registration
from organizations.services import change_organization
from tests.factories.desk import change_page, complaints, officer, press
from tests.factories.organizations import organization, place

pytestmark = pytest.mark.django_db

VIETNAMESE = re.compile(r"[đĐăâêôơưĂÂÊÔƠƯ\u1ea0-\u1ef9]")


@pytest.fixture(autouse=True)
def lan(client):
    user = officer("lan")
    client.force_login(user)
    return user


def png_that_claims(width, height) -> bytes:
    """A small PNG whose header promises an enormous canvas."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def picture(kind="PNG", size=(800, 400), mode="RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind)
    return out.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
NOT_LOGOS = {
    "an SVG": SVG,
    "HTML": b"<!doctype html><script>alert(1)</script>",
    "nothing": b"",
    "half a picture": picture()[:-200],
    "a broken picture": picture()[:60] + b"\0" * 60,
    "50,000 x 50,000 pixels": png_that_claims(50_000, 50_000),
    "6,000 x 6,000 pixels": png_that_claims(6_000, 6_000),
    "12 MB": picture() + b"\0" * 12 * 1024 * 1024,
}


def stored_files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.mark.parametrize("content", NOT_LOGOS.values(), ids=NOT_LOGOS.keys())
def test_what_is_no_logo_is_refused_at_its_box(client, content):
    one = organization("Như cũ")
    before = stored_files()

    upload = SimpleUploadedFile("logo.png", content, "image/png")
    response = press(client, change_page(one), name_vi="Tên mới", logo=upload)

    [[box, sentences]] = complaints(response).items()
    assert box == "logo"
    assert all(VIETNAMESE.search(sentence) for sentence in sentences)
    one.refresh_from_db()
    assert (one.name_vi, one.logo.name, stored_files()) == ("Như cũ", "", before)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("PNG", "RGB"),
        ("PNG", "RGBA"),
        ("PNG", "P"),
        ("PNG", "I;16"),
        ("JPEG", "CMYK"),
        ("GIF", "L"),
        ("WEBP", "RGB"),
    ],
)
def test_a_logo_is_encoded_anew_and_made_small(client, kind, mode):
    one = organization("Có logo")

    press(client, change_page(one), logo=SimpleUploadedFile("Ảnh đẹp.png", picture(kind, mode=mode)))

    one.refresh_from_db()
    with one.logo.open() as file, Image.open(file) as logo:
        assert (logo.format, logo.size) == ("WEBP", (640, 320))
    assert re.fullmatch(r"logos/[0-9a-f]{32}/picture\.webp", one.logo.name)


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("quyet-dinh.pdf", 12 * 1024 * 1024),
        ("quyet-dinh.exe", 10),
        ("quyet-dinh.svg", 10),
        ("quyet-dinh.html", 10),
    ],
)
def test_a_file_too_large_or_of_another_kind_is_refused_at_its_box(client, name, size):
    one = organization("Như cũ")
    upload = SimpleUploadedFile(name, b"%" * size)

    response = press(
        client, change_page(one), rows={"registrations": [{"decision_number": "1/QĐ", "file": upload}]}
    )

    [[box, sentences]] = complaints(response).items()
    assert box == "registrations-0-file"
    assert all(VIETNAMESE.search(sentence) for sentence in sentences)
    assert Registration.objects.count() == 0


def test_a_record_whose_file_was_lost_can_still_be_saved(client):
    one = organization("Mất tệp")
    Registration.objects.create(organization=one, decision_number="1/QĐ", file="registrations/lost/a.pdf")

    assert press(client, change_page(one), name_vi="Sửa được").status_code == 302


TEXT_BOXES = [
    "name_vi", "name_en", "acronym", "local_name", "mission_vi", "mission_en", "description_vi", "description_en",
    "address", "website", "public_email", "public_phone", "state_sector_vi", "state_sector_en", "founded", "ceased",
    "slug",
]  # fmt: skip
TEXT_BOXES_OF_ROWS = {
    "names": ["text", "used", "note_vi", "note_en"],
    "places": ["period", "note_vi", "note_en"],
    "identifiers": ["value"],
    "services": [
        "description_vi",
        "description_en",
        "audience_vi",
        "audience_en",
        "how_to_ask_vi",
        "how_to_ask_en",
    ],
    "figures": ["what_vi", "what_en", "currency", "period", "as_of"],
    "registrations": ["authority", "decision_number", "issued", "none_because"],
    "documents": ["title_vi", "title_en", "url"],
    "verifications": ["verified_by", "checklist"],
}


@pytest.mark.parametrize("character", ["\x00", "\x08", "\x1b", "\x9f", "\u202e", "\uffff"], ids=ascii)
@pytest.mark.parametrize("box", TEXT_BOXES)
def test_hidden_characters_are_refused_in_every_box(client, box, character):
    one = organization("Như cũ")

    response = press(client, change_page(one), **{box: f"a{character}b"})

    assert [*complaints(response)] == [box]
    assert all(VIETNAMESE.search(sentence) for sentence in complaints(response)[box])
    assert Organization.objects.get().version == 1


@pytest.mark.parametrize(
    ("rows", "box"),
    [(rows, box) for rows, boxes in TEXT_BOXES_OF_ROWS.items() for box in boxes],
    ids=lambda part: part,
)
def test_hidden_characters_are_refused_in_every_box_of_a_row(client, rows, box):
    one = organization("Như cũ")

    response = press(client, change_page(one), rows={rows: [{box: "a\x00b"}]})

    assert VIETNAMESE.search(complaints(response)[f"{rows}-0-{box}"][0])
    assert Organization.objects.get().version == 1


def test_the_address_of_another_record_is_refused(client):
    organization("Chủ", slug="da-co")
    change_organization(organization("Đã dời", slug="da-bo"), by=None, seen=1, slug="noi-moi")
    one = organization("Như cũ")

    for taken in ("da-co", "da-bo"):
        said = complaints(press(client, change_page(one), slug=taken))
        assert [*said] == ["slug"]
        assert VIETNAMESE.search(said["slug"][0])


def test_a_second_open_seat_is_refused_until_the_first_has_ended(client):
    one = organization("Chuyển trụ sở", seat="ha-noi")
    second = {"places": [{"role": "seat", "place": place("da-nang").pk, "period": "từ 2020"}]}

    said = complaints(press(client, change_page(one), rows=second))
    assert [*said] == ["places"]
    assert VIETNAMESE.search(said["places"][0])
    assert one.places.count() == 1

    assert press(client, change_page(one), rows=second, **{"places-0-period": "2009-2019"}).status_code == 302
    assert sorted((str(row), row.period) for row in one.places.all()) == [
        ("Hà Nội", "2009/2019"),
        ("Đà Nẵng", "2020/.."),
    ]


@pytest.mark.parametrize("typed", ["31/02/2020", "13/13/2020", "2020-2009", "hôm qua", "0/0/0", "9" * 500])
def test_an_impossible_date_is_refused_at_its_box(client, typed):
    one = organization("Như cũ")

    said = complaints(press(client, change_page(one), founded=typed))

    assert [*said] == ["founded"]
    assert VIETNAMESE.search(said["founded"][0])


@pytest.mark.parametrize(
    ("box", "typed"),
    [
        ("name_vi", ""),
        ("name_vi", "x" * 256),
        ("kind", "khác"),
        ("website", "javascript:alert(1)"),
        ("public_email", "không phải"),
        ("public_phone", "gọi tôi"),
        ("parent", "999999"),
        ("parent", "\x00"),
        ("fields_of_work", ["999999"]),
        ("fields_of_work", ["x"]),
        ("slug", "Có dấu và cách"),
        ("local_language", "lo"),
        ("state_level", "central"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(client, box, typed):
    one = organization("Như cũ")

    said = complaints(press(client, change_page(one), **{box: typed}))

    assert len(said) == 1
    assert all(VIETNAMESE.search(sentence) for sentences in said.values() for sentence in sentences)
    assert Organization.objects.get().version == 1


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        ("names", {"kind": "short", "text": "Như cũ", "language": "vi"}),
        ("registrations", {"legal_form": ""}),
        ("registrations", {"decision_number": "1", "none_because": "chưa cần"}),
        ("documents", {"kind": "audit", "year": "2020"}),
        ("documents", {"kind": "audit", "year": "99999", "url": "https://example.org"}),
        ("figures", {"what_vi": "tổ chức", "unit": "organizations", "value": "-1", "qualifier": "exact"}),
        ("figures", {"what_vi": "tiền", "unit": "money", "value": "1", "qualifier": "exact"}),
        ("verifications", {"verified_on": "1/2/2026", "verified_by": "Lan", "valid_until": "1/1/2026"}),
        ("identifiers", {"value": "???"}),
    ],
)
def test_rows_that_break_a_rule_are_refused_with_a_sentence(client, rows, row):
    one = organization("Như cũ")
    if rows == "identifiers":
        row = {**row, "scheme": IdentifierScheme.objects.first().pk}
    if "legal_form" in row:
        row = {**row, "issued": "2020"}

    said = complaints(press(client, change_page(one), rows={rows: [row]}))

    assert said
    assert all(VIETNAMESE.search(sentence) for sentences in said.values() for sentence in sentences)
    assert Organization.objects.get().version == 1


def test_a_number_that_another_record_has_is_refused(client):
    scheme = IdentifierScheme.objects.create(code="so", name_vi="Số", name_en="Number")
    organization("Chủ").identifiers.create(scheme=scheme, value="01 02")
    one = organization("Như cũ")

    said = complaints(
        press(client, change_page(one), rows={"identifiers": [{"scheme": scheme.pk, "value": "0102"}]})
    )

    assert VIETNAMESE.search(*[sentence for sentences in said.values() for sentence in sentences])


def test_a_pattern_that_cannot_be_read_is_refused(client):
    scheme = IdentifierScheme.objects.create(code="so", name_vi="Số", name_en="Number")

    assert [*complaints(press(client, change_page(scheme), pattern="(["))] == ["pattern"]
