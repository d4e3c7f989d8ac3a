"""What a merge did, the history of the record that went, and having both again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

from portal.kit.history import Way
from portal.kit.merging.desk.frame import MergeFrame, is_key
from portal.kit.merging.desk.remembered import remembered
from portal.kit.merging.models import Merge
from portal.kit.merging.rights import can_undo
from portal.kit.merging.rows import made_again
from portal.kit.merging.undoing import obstacles, undo


class ResultPage(MergeFrame):
    def merged_view(self, request, pk):
        one = self.merge_or_404(request, pk)
        if request.method == "POST":
            return self._undo(request, one)
        survivor = self.get_queryset(request).filter(pk=one.survivor_id).first()
        was = one.snapshot.get("merged", {})
        may_undo = survivor is not None and can_undo(request.user, survivor, was.get("publication", ""))
        return self.merge_answer(
            request,
            "merged",
            _("Merge %(reference)s") % {"reference": one.reference},
            one=one,
            survivor=survivor,
            shown=remembered(one, self.model, request.user),
            obstacles=obstacles(self.merging, one) if not one.undone_at else [],
            may_undo=may_undo and not one.undone_at,
            history_address=self.merge_address("history", one.merged_id) if was else "",
        )

    def get_object(self, request, object_id, from_field=None):
        """The history of a merged record is read at its own address, as that of any other."""
        record = super().get_object(request, object_id, from_field)
        match = request.resolver_match
        if record is None and match and match.url_name == self.merge_name("history"):
            return self._as_it_was(object_id)
        return record

    def _as_it_was(self, object_id):
        if not is_key(object_id):
            return None
        one = Merge.objects.of(self.model).standing().filter(merged_id=int(object_id)).first()
        if not (one and one.snapshot.get("merged")):
            return None
        was = made_again(self.model, one.snapshot["merged"])
        was.is_merged = True
        return was

    def has_change_permission(self, request, obj=None):
        """There is nothing to change in a record that went: its history is only read."""
        return super().has_change_permission(request, obj) and not getattr(obj, "is_merged", False)

    def _undo(self, request, one):
        self.must_be_able_to_merge(request)
        try:
            merged = undo(self.merging, one, by=request.user, way=Way.FORM)
        except ValidationError as error:
            for sentence in error.messages:
                messages.error(request, sentence)
        else:
            sentence = _("The merge is undone: “%(merged)s” is a record of its own again.")
            messages.success(request, sentence % {"merged": merged})
        return HttpResponseRedirect(self.merge_address("merged", one.pk))

    def history_view(self, request, object_id, extra_context=None):
        """With the merges that the record is made of, so that the history of each can be read on."""
        parts = []
        if is_key(object_id):
            found = Merge.objects.of(self.model).filter(survivor_id=int(object_id)).select_related("by")
            parts = [
                {"merge": one, "address": self.merge_address("merged", one.pk)}
                for one in found.defer("snapshot").newest()
            ]
        return super().history_view(request, object_id, {"merges": parts, **(extra_context or {})})
