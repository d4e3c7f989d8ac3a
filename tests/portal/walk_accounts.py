"""The visits of signing in, of one's own account and of colleagues' accounts."""

from django.urls import reverse

from tests.factories.accounts import colleague, with_phone
from tests.portal.walk import Visit, address, example, is_let_through


def visits_of_accounts() -> dict[str, Visit]:
    own = ("index", "jsi18n", "password_change", "account", "account_two_step")
    second = ("account_two_step_off", "account_codes")
    found = {f"desk {name}": _opening(name) for name in (*own, *second)}
    found |= {
        "desk login": _entering("login"),
        "desk second_step": _entering("second_step"),
        "desk password_link": _entering("password_link", "MQ", "abc-def"),
        "desk logout": _leaving,
    }
    found |= {
        f"section {label}": _opening("app_list", label) for label in ("auth", "hub", "kit", "organizations")
    }
    for act, sends in {"link": {}, "two_step": {}, "password_change": None}.items():
        name = f"auth_user_{act}"
        found[f"auth.user {act}"] = _doing(name, sends, is_superuser=False)
        found[f"auth.user {act} superuser"] = _doing(name, sends, is_superuser=True)
    found["auth.user change superuser"] = _change_superuser
    return found


ADDRESSES = {
    "index", "jsi18n", "password_change", "account", "account_two_step",
    "account_two_step_off", "account_codes", "login", "second_step", "password_link", "logout", "app_list",
    "auth_user_link", "auth_user_two_step", "auth_user_password_change",
}  # fmt: skip
"""The addresses that these visits try."""


def _opening(name, *arguments) -> Visit:
    page = reverse(f"admin:{name}", args=arguments)
    return lambda client: {page: is_let_through(client.get(page))}


def _entering(name, *arguments) -> Visit:
    """A page for who is not signed in: it shows itself or leads on."""
    page = reverse(f"admin:{name}", args=arguments)
    return lambda client: {page: client.get(page).status_code in (200, 302)}


def _leaving(client):
    page = reverse("admin:logout")
    return {page: is_let_through(client.post(page))}


def _doing(name, sends, *, is_superuser) -> Visit:
    def do(client):
        user = colleague("nguoi-co-may", is_superuser=is_superuser)
        with_phone(user)
        page = reverse(f"admin:{name}", args=[user.pk])
        tried = {page: is_let_through(client.get(page))}
        return tried if sends is None else tried | {f"{page} POST": is_let_through(client.post(page, sends))}

    return do


def _change_superuser(client):
    page = address("auth.user", "change", colleague("toan-quyen", is_superuser=True).pk)
    return {
        page: 'name="_save"' in client.get(page).content.decode(),
        f"{page} POST": is_let_through(client.post(page, {})),
    }


def grants_nobody_everything(client) -> bool:
    """A member of staff who may change accounts cannot make a superuser of one, by whatever the form sends."""
    user = example("auth.user")
    client.post(address("auth.user", "change", user.pk), {"username": user.username, "is_superuser": "on"})
    user.refresh_from_db()
    return not user.is_superuser
