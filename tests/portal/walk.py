"""Everything that can be tried on the desk, each with an example of its own: what `test_roles.py` does as each role.

A visit is named as in docs/quyen-han.toml. It tells, for each address that it tried, whether it was let through; what
it wrote is taken back. What goes beyond the five pages of every list has its visits in `walk_organizations.py` and
`walk_accounts.py`.
"""

from collections.abc import Callable
from itertools import count

from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import get_resolver, reverse

from organizations import models
from portal.hub.accounts.models import AccountEvent
from portal.hub.models import SitePage
from portal.kit.access_log import AccessLog
from portal.kit.erasing.models import Erasure
from portal.kit.imports.models import SheetImport
from portal.kit.publication import Publication, Publishable
from portal.kit.sources import Source
from portal.kit.versions import Versioned
from tests.factories.accounts import colleague
from tests.factories.desk import filled
from tests.factories.organizations import organization

_numbers = count(1)

Tried = dict[str, bool]
Visit = Callable[[Client], Tried]


def _term(model):
    return lambda: model.objects.create(code=f"thu-{next(_numbers)}", name_vi="Từ thử", name_en="A word")


EXAMPLES = {
    "organizations.organization": lambda: organization(publication=Publication.DRAFT),
    "organizations.person": lambda: models.Person.objects.create(full_name="Nguyễn Thị Thử"),
    "organizations.place": lambda: models.Place.objects.create(
        kind="country", name_vi="Nước Thử", name_en="Testland", slug=f"nuoc-thu-{next(_numbers)}"
    ),
    "organizations.fieldofwork": _term(models.FieldOfWork),
    "organizations.groupserved": _term(models.GroupServed),
    "organizations.servicekind": _term(models.ServiceKind),
    "organizations.legalform": _term(models.LegalForm),
    "organizations.identifierscheme": _term(models.IdentifierScheme),
    "organizations.goal": lambda: models.Goal.objects.first(),
    "organizations.shortform": lambda: models.ShortForm.objects.create(
        short=f"T{next(_numbers)}", long_vi="Thử"
    ),
    "kit.source": lambda: Source.objects.create(title=f"Tài liệu {next(_numbers)}"),
    "kit.sheetimport": lambda: SheetImport.objects.create(
        target="organizations.organization", file_name="danh-sach.xlsx"
    ),
    "kit.accesslog": lambda: AccessLog.objects.create(what="list", target="organizations.person"),
    "kit.erasure": lambda: Erasure.objects.create(
        target="organizations.person", object_id=0, asked_by="person", asked_on="2026-03-02"
    ),
    "hub.sitepage": lambda: SitePage.objects.get_or_create(
        key="about", defaults={"title_vi": "Giới thiệu", "body_vi": "Chữ"}
    )[0],
    "hub.accountevent": lambda: AccountEvent.objects.create(what=AccountEvent.What.SIGNED_IN),
    "auth.user": lambda: colleague(f"nguoi-{next(_numbers)}"),
    "auth.group": lambda: Group.objects.create(name=f"Nhóm {next(_numbers)}"),
}
"""A new kind of record on the desk needs a line here, so that the walk can try its pages."""

FIVE = ("changelist", "add", "change", "delete", "history")
OF_HISTORY = ("deleted", "undelete", "restore")
"""Pages of what has a history: tried with deleting and changing."""


def is_let_through(response) -> bool:
    """403 and 404 are no; so is the way to the sign-in."""
    if response.status_code in (301, 302):
        return not response.headers["Location"].startswith(reverse("admin:login"))
    assert response.status_code in (200, 403, 404, 409), response
    return response.status_code in (200, 409)


def address(kind: str, name: str, *arguments) -> str:
    return reverse(f"admin:{kind.replace('.', '_')}_{name}", args=arguments)


# --- The five pages of every list -------------------------------------------------------------------------------


def visits_of_lists() -> dict[str, Visit]:
    found = {}
    for model in admin.site._registry:
        kind = model._meta.label_lower
        found[f"{kind} see"] = _seeing(kind)
        found[f"{kind} add"] = _adding(kind)
        for state in Publication.values if issubclass(model, Publishable) else [""]:
            name = f"{kind} {{}} {state}".rstrip()
            found[name.format("change")] = _changing(kind, state)
            found[name.format("delete")] = _deleting(kind, state)
    return found


def example(kind: str, state: str = ""):
    one = EXAMPLES[kind]()
    if state:
        type(one).objects.filter(pk=one.pk).update(publication=state)
        one.refresh_from_db()
    return one


def _seeing(kind) -> Visit:
    def see(client):
        one = example(kind)
        pages = [
            address(kind, "changelist"),
            address(kind, "change", one.pk),
            address(kind, "history", one.pk),
            *_choosing(kind),
        ]
        return {page: is_let_through(client.get(page)) for page in pages}

    return see


def _choosing(kind) -> list[str]:
    """Where forms ask for records of this kind while somebody types."""
    return [
        f"{reverse('admin:autocomplete')}?app_label={holder._meta.app_label}&model_name={holder._meta.model_name}"
        f"&field_name={name}&term=a"
        for holder, names in _boxes()
        for name in names
        if holder._meta.get_field(name).related_model._meta.label_lower == kind
    ]


def _boxes():
    for model, desk in admin.site._registry.items():
        yield model, desk.autocomplete_fields
        for inline in desk.inlines:
            yield inline.model, inline.autocomplete_fields


def _adding(kind) -> Visit:
    def add(client):
        page = address(kind, "add")
        return {page: is_let_through(client.get(page)), f"{page} POST": is_let_through(client.post(page, {}))}

    return add


def _changing(kind, state) -> Visit:
    def change(client):
        one = example(kind, state)
        page = address(kind, "change", one.pk)
        shown = client.get(page)
        if shown.status_code == 302:  # it has its page elsewhere, and no form
            return {page: False}
        offered = shown.status_code == 200 and 'name="_save"' in shown.content.decode()
        form = filled(client, page) if offered else {}
        tried = {page: offered, f"{page} POST": is_let_through(client.post(page, form | {"_save": "1"}))}
        return tried | _bringing_back_a_value(client, one)

    return change


def _bringing_back_a_value(client, one) -> Tried:
    """A value that is not there: who may change the record is sent back to its history."""
    if not (_has_history(type(one)) and isinstance(one, Versioned)):
        return {}
    kind = one._meta.label_lower
    page = address(kind, "restore", one.pk, one._meta.model_name, 0, "khong-co")
    return {page: is_let_through(client.get(page)), f"{page} POST": is_let_through(client.post(page))}


def _bringing_back_a_record(client, kind) -> Tried:
    gone = example(kind)
    if not _has_history(type(gone)):
        return {}
    gone.delete()
    row = type(gone).history.filter(history_type="-").latest("history_date", "history_id")
    pages = [address(kind, "deleted"), address(kind, "undelete", row.history_id)]
    return {page: is_let_through(client.get(page)) for page in pages}


def _has_history(model) -> bool:
    return hasattr(model, "history") and hasattr(admin.site._registry[model], "restore_view")


def _deleting(kind, state) -> Visit:
    def delete(client):
        one = example(kind, state)
        page = address(kind, "delete", one.pk)
        opened = is_let_through(client.get(page))
        client.post(page, {"post": "yes"})
        is_gone = not type(one).objects.filter(pk=one.pk).exists()
        if is_gone:
            one.save(force_insert=True)
        chosen = {"action": "delete_selected", "_selected_action": [one.pk], "post": "yes"}
        client.post(address(kind, "changelist"), chosen)
        is_gone_by_action = not type(one).objects.filter(pk=one.pk).exists()
        has_action = admin.site._registry[type(one)].actions is not None
        tried = {page: opened, f"{page} POST": is_gone}
        if state in ("", Publication.DRAFT):
            tried |= _bringing_back_a_record(client, kind)
        return tried | ({f"{page} (action)": is_gone_by_action} if has_action else {})

    return delete


# --- What there is to be tried ----------------------------------------------------------------------------------


def names_of_the_desk() -> set[str]:
    """The names of all addresses of the desk, as Django has them."""
    return {name for name, _route in _patterns(get_resolver(), "") if name}


def routes_without_a_name() -> set[str]:
    return {route for name, route in _patterns(get_resolver(), "") if not name}


def _patterns(resolver, namespace):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _patterns(pattern, pattern.namespace or namespace)
        elif namespace == "admin":
            yield pattern.name, str(pattern.pattern)


def names_of_lists() -> set[str]:
    return {
        f"{model._meta.app_label}_{model._meta.model_name}_{page}"
        for model in admin.site._registry
        for page in (FIVE + OF_HISTORY if _has_history(model) else FIVE)
    }


def actions_of_lists() -> set[str]:
    """ "kind action name" of every action but deleting, which is tried with the record's own page."""
    found = set()
    for model, desk in admin.site._registry.items():
        names = {name for _do, name, _words in desk._get_base_actions()} | _added_actions(desk)
        found |= {f"{model._meta.label_lower} action {name}" for name in names - {"delete_selected"}}
    return found


def _added_actions(desk) -> set[str]:
    """Actions that a list offers besides those it declares."""
    from django.contrib.auth.models import User
    from django.test import RequestFactory

    request = RequestFactory().get("/")
    request.user = User(is_superuser=True, is_active=True, is_staff=True)
    return set(desk.get_actions(request)) if desk.actions is not None else set()
