"""The staff desk for what belongs to the site as a whole, and for sources, which every app uses."""

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

import portal.hub.accounts.admin  # noqa: F401 - registers accounts, groups and their log
from portal.hub.models import SitePage
from portal.kit.access_log import AccessLog
from portal.kit.admin import DeskAdmin
from portal.kit.erasing.models import Erasure
from portal.kit.imports.addresses import page_of
from portal.kit.imports.models import SheetImport
from portal.kit.imports.rows import Outcome
from portal.kit.money import format_number
from portal.kit.people import name_of
from portal.kit.sources import Source


@admin.register(SitePage)
class SitePageAdmin(DeskAdmin):
    """Each page has its address in `urls.py`: staff write it, they do not invent or remove one."""

    list_display = ["title_vi", "title_en", "updated_at"]
    fieldsets = [(None, {"fields": ["key", ("title_vi", "title_en"), ("body_vi", "body_en")]})]

    def get_readonly_fields(self, request, obj=None):
        return ["key"] if obj else []

    def has_add_permission(self, request):
        return super().has_add_permission(request) and SitePage.objects.count() < len(SitePage.Key)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_view_on_site_url(self, obj=None):
        return reverse(obj.key) if obj else None


@admin.register(Source)
class SourceAdmin(DeskAdmin):
    list_display = ["title", "publisher", "published", "language"]
    list_filter = ["language"]
    search_fields = ["folded"]
    fieldsets = [(None, {"fields": ["title", ("publisher", "published", "language"), "url", "note"]})]


@admin.register(SheetImport)
class SheetImportAdmin(DeskAdmin):
    """Every import with who brought it and what became of it; each has its own page under the list it went into."""

    list_display = ["file_and_page", "into", "brought_by", "created_at", "state", "rows"]
    list_display_links = None
    list_filter = ["state", "created_at"]
    list_select_related = ["by"]
    search_fields = ["file_name", "by__username", "by__last_name", "by__first_name"]
    actions = None
    change_list_template = "admin/imports/list.html"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return self._to_its_page(request, object_id)

    def history_view(self, request, object_id, extra_context=None):
        return self._to_its_page(request, object_id)

    def _to_its_page(self, request, object_id):
        one = self.get_object(request, object_id)
        if one is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, one):
            raise PermissionDenied
        return HttpResponseRedirect(page_of(one) or reverse("admin:kit_sheetimport_changelist"))

    @admin.display(description=_("file"), ordering="file_name")
    def file_and_page(self, one):
        address = page_of(one)
        return format_html('<a href="{}">{}</a>', address, one.file_name) if address else one.file_name

    @admin.display(description=_("list"), ordering="target")
    def into(self, one):
        try:
            return capfirst(apps.get_model(one.target)._meta.verbose_name_plural)
        except LookupError:
            return one.target

    @admin.display(description=_("brought by"), ordering="by", empty_value="–")
    def brought_by(self, one):
        return one.by and name_of(one.by)

    @admin.display(description=_("rows"))
    def rows(self, one):
        return " · ".join(
            f"{format_number(one.counts[outcome.value])} {outcome.label}"
            for outcome in Outcome
            if one.counts.get(outcome.value)
        )


class LogAdmin(DeskAdmin):
    """Lines that are only added, by the portal itself."""

    list_display_links = None
    list_select_related = True
    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def history_view(self, request, object_id, extra_context=None):
        return self.change_view(request, object_id)


@admin.register(AccessLog)
class AccessLogAdmin(LogAdmin):
    """Who took which list out, and who looked at which contact."""

    list_display = ["at", "by", "happened", "record", "narrowed", "rows"]
    list_filter = ["what", "at"]
    search_fields = ["by__username", "by__last_name", "by__first_name"]

    @admin.display(description=_("what"), ordering="what")
    def happened(self, line):
        return f"{line.get_what_display()} ({line.kind})" if line.kind else line.get_what_display()

    @admin.display(description=_("list or record"))
    def record(self, line):
        """With a link to the record, which has its name; the log itself does not keep it."""
        if line.object_id is None:
            return capfirst(line.into)
        name = f"admin:{line.target.replace('.', '_')}_change"
        return format_html(
            '<a href="{}">{} {}</a>',
            reverse(name, args=[line.object_id]),
            capfirst(line.into),
            line.object_id,
        )

    @admin.display(description=_("filters"))
    def narrowed(self, line):
        return " · ".join(line.filters)


@admin.register(Erasure)
class ErasureAdmin(LogAdmin):
    """What stays of an erasure. It is begun on the page of the contact."""

    list_display = ["erased_at", "erased_by", "asked_by", "asked_on", "reference"]
    search_fields = ["reference"]
