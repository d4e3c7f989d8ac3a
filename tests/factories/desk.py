"""What a member of staff does in a browser: open a page of the desk, change some boxes, press a button."""

from django.contrib.auth.models import Permission, User
from django.urls import reverse


def officer(name="lan", **columns) -> User:
    return User.objects.create_superuser(name, **columns)


def officer_with(*rights, name="binh") -> User:
    """Staff who hold these rights ("view_organization") and no others."""
    user = User.objects.create_user(name, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return user


def change_page(record) -> str:
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def add_page(model) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def filled(client, page, /, *, rows=None, **changes) -> dict:
    """The form as the page shows it, with these boxes changed and these `rows` added (prefix to lists of boxes)."""
    context = client.get(page).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.initial_forms]
    data = {box.html_name: value for form in forms for box in form if (value := _as_sent(box)) is not None}
    for prefix, added in (rows or {}).items():
        for row in added:
            number = int(data[f"{prefix}-TOTAL_FORMS"])
            data[f"{prefix}-TOTAL_FORMS"] = number + 1
            data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data | changes


def _as_sent(box):
    value = box.value()
    if box.field.widget.needs_multipart_form or value is None or value is False:
        return None
    if value is True:
        return "on"
    if isinstance(value, list):
        return value
    return box.field.widget.format_value(value) if not hasattr(box.field, "choices") else value


def press(client, page, button="_save", /, *, rows=None, value="1", **changes):
    """Open the page, change these boxes, press the button."""
    return client.post(page, filled(client, page, rows=rows, **changes) | {button: value})


def complaints(response) -> dict[str, list[str]]:
    """What the page that came back says, by box; "" is the top of the form, a prefix the top of its rows."""
    form = response.context["adminform"].form
    said = {name if name != "__all__" else "": list(errors) for name, errors in form.errors.items()}
    for inline in response.context["inline_admin_formsets"]:
        formset = inline.formset
        if formset.non_form_errors():
            said[formset.prefix] = list(formset.non_form_errors())
        for number, errors in enumerate(formset.errors):
            said |= {
                f"{formset.prefix}-{number}-{name}": list(sentences) for name, sentences in errors.items()
            }
    return said


def told(response) -> list[str]:
    """The messages at the top of the page that follows."""
    return [str(message) for message in response.context["messages"]]
