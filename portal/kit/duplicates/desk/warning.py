"""The warning in a form: while somebody types, and once before what resembles another record is saved."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from portal.kit.duplicates.finding import Duplicates
from portal.kit.merging.desk.frame import is_key

SEEN = "seen-duplicate"
"""The hidden boxes in which a form brings back which records its warning has shown."""


class DuplicateWarning:
    """For a `DeskForm`: a record that resembles others is saved once the person has seen them.

    `found` are the matches that the form shows; they are asked only of who may see the other records.
    """

    duplicates: Duplicates | None = None
    found = ()

    def clean(self):
        cleaned = super().clean()
        if self.duplicates is None:
            return cleaned
        self.found = self.duplicates.matches(self.duplicates.read(self.data), besides=self.instance)
        seen = set(self.data.getlist(SEEN))
        if any(str(match.record.pk) not in seen for match in self.found):
            self.add_error(None, ValidationError(_may_be_the_same(), code="duplicate"))
        return cleaned


def _may_be_the_same() -> str:
    return _(
        "This may be in the portal already. Look at the records below; if yours is another one, press the button again."
    )


class WarningInForm:
    duplicates: Duplicates
    change_form_template = "admin/duplicates/change_form.html"

    def get_urls(self):
        typed = path(
            "duplicates/typed/",
            self.admin_site.admin_view(self.typed_view),
            name=f"{self.opts.app_label}_{self.opts.model_name}_typed",
        )
        return [typed, *super().get_urls()]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.duplicates = self.duplicates if self.has_view_permission(request) else None
        return form

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        may_save = self.has_change_permission(request, obj) if change else self.has_add_permission(request)
        is_asked = may_save and self.has_view_permission(request)
        matches = getattr(context["adminform"].form, "found", ())
        context["duplicates"] = self._shown(matches) | {
            "address": self._typed_address() if is_asked else "",
            "record": obj.pk if change and obj else "",
            "boxes": " ".join(self.duplicates.boxes),
            "rows": " ".join(f"{prefix}/{name}" for prefix, name in self.duplicates.rows),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _typed_address(self):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_typed"
        return reverse(name, current_app=self.admin_site.name)

    def typed_view(self, request):
        """What resembles the boxes as they stand; a part of a page. By POST, so that no log keeps what is typed."""
        may_ask = self.has_add_permission(request) or self.has_change_permission(request)
        if not may_ask or not self.has_view_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        record = self._edited(request)
        matches = self.duplicates.matches(self.duplicates.read(request.POST), besides=record)
        return render(request, "admin/duplicates/_matches.html", self._shown(matches) | {"opts": self.opts})

    def _edited(self, request):
        key = request.POST.get("record", "")
        return self.get_queryset(request).filter(pk=int(key)).first() if is_key(key) else None

    def _shown(self, matches) -> dict:
        lines = [{"match": match, "facts": self.duplicates.facts_of(match.record)} for match in matches]
        return {"lines": lines, "seen": SEEN}
