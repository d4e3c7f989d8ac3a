"""What all pages of a merge share: their addresses, who may open them, and the frame around them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.kit.merging.former import merged_into
from portal.kit.merging.models import Merge
from portal.kit.merging.planning import Merging
from portal.kit.merging.rights import may_merge_some

LONGEST_KEY = 18
"""Digits of a key that every database holds."""


class MergeFrame:
    merging: Merging

    def get_urls(self):
        ways = [
            ("merge/", self.merge_view, "merge"),
            ("merge/with/<int:pk>/", self.merge_with_view, "merge_with"),
            ("merges/<int:pk>/", self.merged_view, "merged"),
        ]
        pages = [
            path(route, self.admin_site.admin_view(view), name=self.merge_name(name))
            for route, view, name in ways
        ]
        return [*pages, *super().get_urls()]

    def merge_name(self, name):
        return f"{self.opts.app_label}_{self.opts.model_name}_{name}"

    def merge_address(self, name, *arguments, **query) -> str:
        return reverse(
            f"admin:{self.merge_name(name)}",
            args=arguments,
            query=query or None,
            current_app=self.admin_site.name,
        )

    # --- Rights -----------------------------------------------------------------------------------------------

    def has_merge_permission(self, request) -> bool:
        return may_merge_some(request.user, self.model)

    def must_be_able_to_merge(self, request) -> None:
        if not self.has_merge_permission(request):
            raise PermissionDenied

    def record_or_404(self, request, key: str):
        """404 for what is not there, for what is no key, and for what is not for this person, alike."""
        if not is_key(key):
            raise Http404
        record = self.merge_records(request).filter(pk=int(key)).first()
        if record is None or not self.has_view_permission(request, record):
            raise Http404
        return record

    def merge_records(self, request):
        return self.merging.shown(self.get_queryset(request))

    def merge_or_404(self, request, pk) -> Merge:
        if not self.has_view_permission(request):
            raise PermissionDenied
        one = Merge.objects.of(self.model).filter(pk=pk).select_related("by", "undone_by").first()
        if one is None:
            raise Http404
        return one

    # --- The frame --------------------------------------------------------------------------------------------

    def merge_answer(self, request, template, title, *, status=200, **context):
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": None,
            "opts": self.opts,
            "list_name": capfirst(str(self.opts.verbose_name_plural)),
            **context,
        }
        return TemplateResponse(request, f"admin/merging/{template}.html", context, status=status)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Whoever kept the address of a merged record on the desk arrives at the record that holds it now."""
        now = merged_into(self.model, int(object_id)) if is_key(object_id) else None
        record = self.get_queryset(request).filter(pk=now).first() if now else None
        if record is None:
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        sentence = _("The record that you asked for was merged into “%(record)s”.")
        messages.info(request, sentence % {"record": record})
        return HttpResponseRedirect(
            reverse(f"admin:{self.merge_name('change')}", args=[record.pk], current_app=self.admin_site.name)
        )


def is_key(text) -> bool:
    """Whether the text can be the key of a record at all."""
    text = str(text)
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY
