"""What all pages of an import share: their addresses, who may open them, and the frame around them."""

from contextlib import contextmanager

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.kit.imports.models import SheetImport
from portal.kit.imports.resource import SheetResource


class ImportFrame:
    import_resource: type[SheetResource]

    def get_urls(self):
        ways = [
            ("import/", self.import_view, "import"),
            ("import/template.xlsx", self.import_template_view, "import_template"),
            ("import/<int:pk>/", self.import_page_view, "import_page"),
            ("import/<int:pk>/columns/", self.import_columns_view, "import_columns"),
            ("import/<int:pk>/refused.xlsx", self.import_refused_view, "import_refused"),
            ("import/<int:pk>/file", self.import_file_view, "import_file"),
        ]
        pages = [
            path(route, self.admin_site.admin_view(view), name=self.import_name(name))
            for route, view, name in ways
        ]
        return [*pages, *super().get_urls()]

    def import_name(self, name):
        return f"{self.opts.app_label}_{self.opts.model_name}_{name}"

    def import_address(self, name, *arguments) -> str:
        return reverse(f"admin:{self.import_name(name)}", args=arguments, current_app=self.admin_site.name)

    def to_import_page(self, one: SheetImport):
        return HttpResponseRedirect(self.import_address("import_page", one.pk))

    # --- Rights -----------------------------------------------------------------------------------------------

    def has_import_permission(self, request) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def must_be_able_to_import(self, request) -> None:
        if not self.has_import_permission(request):
            raise PermissionDenied

    def import_or_404(self, request, pk) -> SheetImport:
        """404 for what is not there and for what is not for this person, alike."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        visible = SheetImport.objects.visible_to(request.user).into(self.model)
        return get_object_or_404(visible.select_related("by", "done_by"), pk=pk)

    # --- The frame --------------------------------------------------------------------------------------------

    def changelist_view(self, request, extra_context=None):
        address = self.import_address("import") if self.has_import_permission(request) else ""
        return super().changelist_view(request, {"import_address": address, **(extra_context or {})})

    def import_answer(self, request, template, title, *, one=None, **context):
        addresses = {"import": self.import_address("import")}
        if one is not None:
            for name in ("page", "columns", "refused", "file"):
                addresses[name] = self.import_address(f"import_{name}", one.pk)
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": None,
            "opts": self.opts,
            "list_name": capfirst(str(self.opts.verbose_name_plural)),
            "one": one,
            "addresses": addresses,
            **context,
        }
        return TemplateResponse(request, f"admin/imports/{template}.html", context)


@contextmanager
def its_file():
    """A file that is gone from the store, as after restoring a backup without files, is said as any other problem."""
    try:
        yield
    except FileNotFoundError as error:
        raise ValidationError(_("The file of this import is no longer there. Bring it again.")) from error
