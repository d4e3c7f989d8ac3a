"""The visits of organizations and contacts beyond the five pages: publishing, sheets, imports, merging, erasing, files,
previews."""

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils.http import urlencode

from organizations.merging import MERGING
from organizations.models import Consent, Person, Registration, TransparencyDocument
from organizations.resources import OrganizationResource
from portal.kit.imports import acts as importing
from portal.kit.merging import acts as merging
from tests.factories.desk import filled, officer
from tests.factories.imports import HEADER
from tests.factories.organizations import organization, path_of
from tests.factories.sheets import workbook
from tests.portal.walk import Visit, address, example, is_let_through

KIND = "organizations.organization"
ADDRESSES = {
    f"organizations_organization_{name}"
    for name in (
        "typed", "duplicates", "merge", "merge_with", "merged", "import", "import_template", "import_page",
        "import_columns", "import_refused", "import_file", "xlsx", "csv",
    )
} | {"organizations_person_erase"}  # fmt: skip
"""The addresses that these visits try."""

ACTIONS = {"publish": "published", "archive": "archived", "return_to_draft": "draft"}


def visits_of_organizations() -> dict[str, Visit]:
    found = {
        f"{KIND} export": _opening("xlsx", "csv"),
        f"{KIND} duplicates": _opening("duplicates"),
        f"{KIND} typed": _typing,
        f"{KIND} settle": _settling,
        f"{KIND} merge_with": lambda client: _get(client, address(KIND, "merge_with", example(KIND).pk)),
        f"{KIND} merge draft": _merging("draft"),
        f"{KIND} merge published": _merging("published"),
        f"{KIND} merged": _looking_at_a_merge,
        f"{KIND} import": _importing,
        f"{KIND} import of another": _looking_at_an_import,
        f"{KIND} move": _moving,
        f"{KIND} action merge_chosen": _choosing_two,
        "organizations.person erase": _erasing,
    }
    found |= {f"{KIND} action {name}": _acting(name, then) for name, then in ACTIONS.items()}
    found |= {f"preview {KIND} {state}": _previewing(state) for state in ("draft", "published", "archived")}
    return found | visits_of_files()


def _get(client, *pages):
    tried = {}
    for page in pages:
        response = client.get(page)
        tried[page] = is_let_through(response)
        if response.streaming:
            b"".join(response.streaming_content)  # read to its end it closes the file
    return tried


def _opening(*names) -> Visit:
    return lambda client: _get(client, *(address(KIND, name) for name in names))


# --- Publishing -------------------------------------------------------------------------------------------------


def _moving(client):
    one = example(KIND)
    page = address(KIND, "change", one.pk)
    shown = client.get(page)
    context = shown.context or {}
    offered = shown.status_code == 200 and [move["name"] for move in context["moves"]] == ["publish"]
    form = (
        filled(client, page) if shown.status_code == 200 and 'name="_save"' in shown.content.decode() else {}
    )
    client.post(page, form | {"_move": "publish"})
    one.refresh_from_db()
    return {page: offered, f"{page} POST": one.publication == "published"}


def _acting(name, then) -> Visit:
    def act(client):
        one = example(KIND, "draft" if then == "published" else "published")
        chosen = {"action": name, "_selected_action": [one.pk], f"seen_version_{one.pk}": one.version}
        client.post(address(KIND, "changelist"), chosen)
        one.refresh_from_db()
        return {name: one.publication == then, f"{name} offered": name in _offered(client)}

    return act


def _offered(client) -> list[str]:
    shown = client.get(address(KIND, "changelist"))
    form = shown.context["action_form"] if shown.status_code == 200 else None
    return [name for name, _words in form.fields["action"].choices] if form else []


def _previewing(state) -> Visit:
    return lambda client: _get(client, path_of(example(KIND, state)))


# --- Imports ----------------------------------------------------------------------------------------------------


def _importing(client):
    pages = [address(KIND, "import"), address(KIND, "import_template")]
    sent = client.post(pages[0], {"file": workbook(HEADER, ["Hội Mới", "hội", None, None, None, None])})
    tried = _get(client, *pages) | {f"{pages[0]} POST": sent.status_code == 302 and is_let_through(sent)}
    if not tried[f"{pages[0]} POST"]:
        return tried
    return tried | _get(client, sent.headers["Location"], f"{sent.headers['Location']}columns/")


def _looking_at_an_import(client):
    rows = [["Hội Kín", "hội", "sai", None, None, None]]
    one = importing.receive(workbook(HEADER, *rows), OrganizationResource, by=officer("nguoi-nhap"))
    return _get(
        client, *(address(KIND, f"import_{name}", one.pk) for name in ("page", "columns", "refused", "file"))
    )


# --- Duplicates and merging -------------------------------------------------------------------------------------


def _typing(client):
    page = address(KIND, "typed")
    return {page: is_let_through(client.post(page, {"name_vi": "Hội Thử"}))}


def _settling(client):
    page, pair = address(KIND, "duplicates"), f"{example(KIND).pk}-{example(KIND).pk}"
    return {page: is_let_through(client.post(page, {"act": "settle", "pair": pair}))}


def _merging(state) -> Visit:
    def merge(client):
        one, other = example(KIND, state), example(KIND, state)
        page = f"{address(KIND, 'merge')}?{urlencode({'one': one.pk, 'other': other.pk})}"
        shown = client.get(page)
        offered = shown.status_code == 200 and bool(shown.context["may_merge"])
        sent = client.post(address(KIND, "merge"), {"one": one.pk, "other": other.pk, "keep": one.pk})
        return {page: offered, f"{page} POST": is_let_through(sent)}

    return merge


def _choosing_two(client):
    chosen = {"action": "merge_chosen", "_selected_action": [example(KIND).pk, example(KIND).pk]}
    sent = client.post(address(KIND, "changelist"), chosen)
    leads_on = sent.status_code == 302 and sent.headers["Location"].startswith(address(KIND, "merge"))
    return {"merge_chosen": leads_on, "merge_chosen offered": "merge_chosen" in _offered(client)}


def _looking_at_a_merge(client):
    one, other = example(KIND), example(KIND)
    done = merging.merge(MERGING, one, other, by=None, seen=(one.version, other.version))
    return _get(client, address(KIND, "merged", done.pk))


# --- Contacts ---------------------------------------------------------------------------------------------------


def _erasing(client):
    page = address("organizations.person", "erase", example("organizations.person").pk)
    return {page: is_let_through(client.get(page)), f"{page} POST": is_let_through(client.post(page, {}))}


# --- Files ------------------------------------------------------------------------------------------------------


def visits_of_files() -> dict[str, Visit]:
    return {
        "file logos draft": _fetching(
            lambda: organization(publication="draft", logo=_file("logo.webp")).logo
        ),
        "file logos published": _fetching(lambda: organization(logo=_file("logo.webp")).logo),
        "file transparency draft": _fetching(lambda: _document(publication="draft", is_public=True)),
        "file transparency private": _fetching(lambda: _document(is_public=False)),
        "file transparency public": _fetching(lambda: _document(is_public=True)),
        "file registrations": _fetching(_registration),
        "file consents": _fetching(_consent),
    }


FOLDERS = {"logos", "transparency", "registrations", "consents"}
"""The folders whose files these visits ask for."""


def _fetching(make) -> Visit:
    return lambda client: _get(client, reverse("file", args=[make().name]))


def _file(name):
    return ContentFile(b"%PDF", name)


def _document(*, publication="published", is_public):
    one = organization(publication=publication)
    return TransparencyDocument.objects.create(
        organization=one, kind="audit", year=2025, is_public=is_public, file=_file("kiem-toan.pdf")
    ).file


def _registration():
    one = organization()
    return Registration.objects.create(organization=one, authority="Sở Nội vụ", file=_file("giay.pdf")).file


def _consent():
    person = Person.objects.create(full_name="Nguyễn Thị Thử")
    return Consent.objects.create(
        person=person,
        purpose="contact",
        text_version="1",
        given_on="2026-01-02",
        evidence="giấy",
        file=_file("dong-y.pdf"),
    ).file
