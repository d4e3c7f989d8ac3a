"""After a person's data are erased, no table and no file of ours holds name, e-mail or phone."""

import datetime
import json
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from organizations.models import Person
from organizations.resources import OrganizationResource
from portal.kit.erasing.erasure import holdings
from portal.kit.erasing.models import Erasure
from portal.kit.erasing.subject import subject
from portal.kit.history import Way, recording
from portal.kit.imports.acts import receive
from portal.kit.imports.models import SheetImport
from portal.kit.merging.models import Merge
from tests.factories.desk import change_page, officer, officer_with, press, told
from tests.factories.organizations import organization

pytestmark = pytest.mark.django_db

NAME, EMAIL, PHONE = "Trần Thị Hoa Mười Giờ", "hoamuoigio@example.org", "0912 345 678"
TRACES = ("Hoa Mười Giờ", "hoa-muoi-gio", "hoa muoi gio", "hoamuoigio", "912 345 678", "912345678")
REQUEST = {"asked_by": "person", "asked_on": "01/11/2026", "reference": "12/2026/CV-MLDT"}


@pytest.fixture
def lan(client):
    user = officer("lan")
    client.force_login(user)
    return user


@pytest.fixture
def person(client, lan, django_capture_on_commit_callbacks):
    """Somebody whose data are wherever the portal keeps such data."""
    one = Person.objects.create(full_name=NAME, email=EMAIL, phone="0987 654 321")
    partner = organization("Một")
    one.affiliations.create(organization=partner, title="Giám đốc")
    consent = one.consents.create(
        purpose="contact", text_version="1", given_on=datetime.date(2026, 1, 1), evidence="Thư tay"
    )
    consent.file.save("Thu cua Tran Thi Hoa Muoi Gio.pdf", ContentFile(b"%PDF-1.4 " + NAME.encode()))
    press(client, change_page(one), phone=PHONE)
    client.get("/admin/organizations/person/", {"q": EMAIL})
    client.get(change_page(one))
    LogEntry.objects.create(user=lan, object_repr=f"Thư gửi {NAME}", action_flag=2, change_message="[]")
    sheet = f"Tên tổ chức,Ghi chú\nHội Hai,gọi +84 912.345.678 gặp {NAME.upper()}\n".encode()
    received = receive(SimpleUploadedFile("Tran Thi Hoa Muoi Gio.csv", sheet), OrganizationResource, by=lan)
    received.left_out = {"2": [f"Không rõ “{EMAIL}”"]}
    received.file_name = f"{NAME}.csv"
    received.save()
    with recording(by=lan, way=Way.IMPORT, reason=f"NB-00001 {NAME}.csv"):
        partner.save()
    Merge.objects.create(
        target="organizations.person",
        survivor_id=one.pk,
        merged_id=one.pk + 1000,
        merged_name=NAME,
        snapshot={"merged": {"full_name": NAME, "phone": PHONE}, "survivor": {"before": {}, "after": {}}},
    )
    return one


def held() -> set[str]:
    """Every trace that any table of the database or any file holds, each with where."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                text = " ".join(json.loads(one) if _is_text(one) else str(one) for one in row)
                found |= {f"{table}: {trace}" for trace in TRACES if trace.lower() in text.lower()}
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        text = str(path.relative_to(settings.MEDIA_ROOT))
        if path.is_file():
            text += path.read_bytes().decode("utf-8", "replace")
        found |= {f"{path.name}: {trace}" for trace in TRACES if trace.lower() in text.lower()}
    return found


def _is_text(value) -> bool:
    try:
        return isinstance(value, str) and isinstance(json.loads(value), str)
    except ValueError:
        return False


def erase_page(record) -> str:
    return change_page(record).replace("/change/", "/erase/")


def sent(client, record, **changes) -> dict:
    seen = client.get(erase_page(record)).context["form"]["seen_version"].value()
    return {**REQUEST, "seen_version": seen, **changes}


def test_nothing_of_the_person_is_left_but_a_stub(client, lan, person, django_capture_on_commit_callbacks):
    before = held()
    data = sent(client, person)

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(erase_page(person), data)

    assert answer.status_code == 302
    tables = {place.partition(":")[0] for place in before}
    assert {
        "organizations_person",
        "organizations_historicalperson",
        "kit_sheetimport",
        "kit_merge",
    } <= tables
    assert {"kit_accesslog", "django_admin_log", "organizations_historicalorganization"} <= tables
    assert held() == set()
    stub = Erasure.objects.get()
    assert (stub.target, stub.object_id, stub.asked_by, stub.reference, stub.erased_by) == (
        "organizations.person",
        person.pk,
        "person",
        "12/2026/CV-MLDT",
        lan,
    )
    assert stub.asked_on == datetime.date(2026, 11, 1)
    assert not Person.objects.exists()
    assert not apps.get_model("organizations", "HistoricalConsent").objects.exists()


def test_the_preview_counts_what_the_act_empties_and_writes_nothing(
    client, lan, person, django_capture_on_commit_callbacks
):
    before = held()
    shown = {one.words: one.count for one in client.get(erase_page(person)).context["holdings"]}

    assert held() == before
    assert len(shown) == 8
    data = sent(client, person)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(erase_page(person), data)
    counts = Erasure.objects.get().counts
    # The act itself deletes the record, which adds lines of history that go with the rest.
    assert {name for name, count in counts.items() if count} == set(counts)
    assert counts["imports"] == counts["merges"] == counts["files"] == 1


def test_what_others_have_written_is_shown_and_left_to_a_person(client, lan):
    one = Person.objects.create(full_name=NAME)
    same_name = Person.objects.create(full_name=NAME, note="Người khác, trùng tên")
    mention = organization("Hội Hai", description_vi=f"Người sáng lập là {NAME}.")

    page = client.get(erase_page(one))
    client.post(erase_page(one), sent(client, one))

    assert {line["name"] for line in page.context["mentions"]} == {str(same_name), str(mention)}
    assert list(Person.objects.all()) == [same_name]
    mention.refresh_from_db()
    assert NAME in mention.description_vi


@pytest.mark.parametrize(
    ("change", "box"),
    [
        ({"reference": f"Thư của {NAME}"}, "reference"),
        ({"reference": ""}, "reference"),
        ({"asked_on": "01/11/2096"}, "asked_on"),
        ({"asked_by": "hàng xóm"}, "asked_by"),
    ],
)
def test_a_request_that_is_not_in_order_erases_nothing(client, lan, change, box):
    one = Person.objects.create(full_name=NAME)

    answer = client.post(erase_page(one), sent(client, one, **change))

    assert list(answer.context["form"].errors) == [box]
    assert Person.objects.count() == 1
    assert not Erasure.objects.exists()


def test_a_contact_that_changed_since_the_preview_is_looked_at_again(client, lan):
    one = Person.objects.create(full_name=NAME)
    data = sent(client, one)
    press(client, change_page(one), phone=PHONE)

    answer = client.post(erase_page(one), data)

    assert answer.status_code == 200
    assert Person.objects.count() == 1


def test_who_may_delete_contacts_may_not_erase_without_the_right(client, lan):
    one = Person.objects.create(full_name=NAME)
    data = sent(client, one)
    rights = ("view_person", "change_person", "delete_person", "delete_affiliation", "delete_consent")
    client.force_login(officer_with(*rights))

    assert client.get(erase_page(one)).status_code == 403
    assert client.post(erase_page(one), data).status_code == 403
    assert "erase_address" not in client.get(change_page(one)).context
    client.force_login(officer_with(*rights, "add_erasure", name="quantri"))
    assert client.get(change_page(one)).context["erase_address"] == erase_page(one)
    assert client.post(erase_page(one), data).status_code == 302


def test_a_file_of_an_import_that_mentions_nobody_stays(client, lan, django_capture_on_commit_callbacks):
    one = Person.objects.create(full_name=NAME, phone=PHONE)
    sheet = "Tên tổ chức,Ghi chú\nHội Hai,gọi 0912 345 6789\nTrần Thị Hoa,\n".encode()
    kept = receive(SimpleUploadedFile("danh sách.csv", sheet), OrganizationResource, by=lan)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(erase_page(one), sent(client, one))

    kept = SheetImport.objects.get(pk=kept.pk)
    with kept.file.open() as file:
        assert file.read() == sheet


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("gọi 0912345678 nhé", True),
        ("+84 912 345 678", True),
        ("0084912345678", True),
        ("(0912) 345-678", True),
        ("10912345678", False),
        ("09123456789", False),
        ("TRẦN  THỊ HOA MƯỜI GIỜ", True),
        ("Trần Thị Hoa", False),
        ("xhoamuoigio@example.org", False),
        ("<HoaMuoiGio@example.org>", True),
    ],
)
def test_a_person_is_found_however_it_is_written(text, is_found):
    one = Person.objects.create(full_name=NAME, email=EMAIL, phone=PHONE)

    assert subject(one).is_in(text) is is_found


def test_what_the_person_was_called_before_is_found_too():
    one = Person.objects.create(full_name="Tên Cũ Của Tôi")
    one.full_name = NAME
    one.save()

    assert subject(one).is_in("thư gửi Tên Cũ Của Tôi")
    assert [one.count for one in holdings(one)] == [1, 2]


def test_the_page_says_so_when_it_is_done(client, lan):
    one = Person.objects.create(full_name=NAME)

    answer = client.post(erase_page(one), sent(client, one), follow=True)

    assert len(told(answer)) == 1
    assert NAME not in answer.content.decode()
    assert str(Erasure.objects.get()).startswith("12/2026/CV-MLDT")
