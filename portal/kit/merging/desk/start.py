"""Which two: the action of the list, the link in a record, and the page that looks for the other one."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.kit.merging.desk.frame import MergeFrame

SHOWN = 20


class StartPage(MergeFrame):
    def get_actions(self, request):
        actions = super().get_actions(request)
        if actions and self.has_merge_permission(request):
            actions["merge_chosen"] = (
                type(self).merge_chosen,
                "merge_chosen",
                gettext_lazy("Merge two %(verbose_name_plural)s"),
            )
        return actions

    @admin.action(description=gettext_lazy("Merge two %(verbose_name_plural)s"))
    def merge_chosen(self, request, queryset):
        """Only leads to the page that shows what would happen."""
        chosen = list(queryset.order_by("pk").values_list("pk", flat=True)[:3])
        if len(chosen) != 2:
            messages.warning(request, _("Choose exactly two records to merge."))
            return None
        return HttpResponseRedirect(self.merge_address("merge", one=chosen[0], other=chosen[1]))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        may_merge = (
            change and obj is not None and self.has_merge_permission(request) and not context["is_popup"]
        )
        context["merge_with_address"] = self.merge_address("merge_with", obj.pk) if may_merge else ""
        return super().render_change_form(request, context, add, change, form_url, obj)

    def merge_with_view(self, request, pk):
        """Looks for the other record by the list's own search; what resembles it stands first."""
        self.must_be_able_to_merge(request)
        record = self.record_or_404(request, str(pk))
        sought = request.GET.get("q", "").strip()
        found, more = [], False
        if sought:
            rows, _may_repeat = self.get_search_results(request, self.merge_records(request), sought)
            rows = rows.exclude(pk=record.pk).order_by(*self.get_ordering(request))[: SHOWN + 1]
            found, more = list(rows[:SHOWN]), len(rows) > SHOWN
        return self.merge_answer(
            request,
            "with",
            _("Merge %(record)s with another record") % {"record": record},
            record=record,
            sought=sought,
            found=[self._candidate(record, other) for other in found],
            has_more=more,
            likely=[
                self._candidate(record, match.record, match.reasons) for match in self.lookalikes(record)
            ],
        )

    def _candidate(self, record, other, reasons=()):
        address = self.merge_address("merge", one=record.pk, other=other.pk)
        return {
            "record": other,
            "facts": self.merging.facts_of(other),
            "reasons": list(reasons),
            "address": address,
        }

    def lookalikes(self, record) -> list:
        """Matches that may be the same as this record; none where the list knows nothing of duplicates."""
        return []
