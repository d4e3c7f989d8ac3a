"""The page between two records and one: what would move, what is asked, and the button that does it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

from portal.kit.history import Way
from portal.kit.merging import acts
from portal.kit.merging.desk import showing
from portal.kit.merging.desk.frame import MergeFrame, is_key
from portal.kit.merging.models import Merge
from portal.kit.merging.rights import can_merge


class PreviewPage(MergeFrame):
    def merge_view(self, request):
        """GET `one`, `other` and `keep`, the key of the one that stays; POST confirms what GET showed."""
        self.must_be_able_to_merge(request)
        asked = request.POST if request.method == "POST" else request.GET
        keys = [asked.get("one", ""), asked.get("other", "")]
        if already := self._already(request, keys):
            return already
        one, other = (self.record_or_404(request, key) for key in keys)
        if one.pk == other.pk:
            messages.warning(request, _("Choose two different records."))
            return HttpResponseRedirect(self.merge_address("merge_with", one.pk))
        survivor, merged = self._in_their_roles(one, other, asked.get("keep", ""))
        if request.method != "POST":
            return self._preview(request, survivor, merged)
        if not can_merge(request.user, survivor, merged):
            raise PermissionDenied
        return self._merge(request, survivor, merged)

    def _already(self, request, keys):
        """Sent twice, or from a page that is out of date: the merge that was made is shown, none is made again."""
        for key in keys:
            done = (
                Merge.objects.of(self.model).standing().filter(merged_id=int(key)).first()
                if is_key(key)
                else None
            )
            if done:
                messages.info(request, acts.AlreadyMerged(done).messages[0])
                return HttpResponseRedirect(self.merge_address("merged", done.pk))
        return None

    def _in_their_roles(self, one, other, keep):
        if keep in (str(one.pk), str(other.pk)):
            return (one, other) if keep == str(one.pk) else (other, one)
        return sorted([one, other], key=showing.weight_of, reverse=True)

    def _preview(self, request, survivor, merged, *, answers=None, problems=(), status=200):
        plan = self.merging.plan(survivor, merged, answers)
        may_merge = can_merge(request.user, survivor, merged)
        return self.merge_answer(
            request,
            "preview",
            _("Merge two %(verbose_name_plural)s") % {"verbose_name_plural": self.opts.verbose_name_plural},
            status=status,
            survivor=showing.side_of(survivor, self.merging.facts_of(survivor)),
            merged=showing.side_of(merged, self.merging.facts_of(merged)),
            swap_address=self.merge_address("merge", one=survivor.pk, other=merged.pk, keep=merged.pk),
            problems=[*problems, *plan.refusals],
            notes=self.merge_notes(survivor, merged),
            shown=showing.Shown.of(plan, request.user),
            mark=plan.mark() if not answers else self.merging.plan(survivor, merged).mark(),
            may_merge=may_merge and not plan.refusals,
            is_forbidden=not may_merge,
        )

    def merge_notes(self, survivor, merged) -> list[str]:
        """Sentences that a person should read before deciding, such as why the two may be the same."""
        return []

    def _merge(self, request, survivor, merged):
        said = request.POST
        answers = {
            name.removeprefix("choice-"): value for name, value in said.items() if name.startswith("choice-")
        }
        try:
            done = acts.merge(
                self.merging,
                survivor,
                merged,
                by=request.user,
                seen=_versions(said.get("seen", "")),
                mark=said.get("mark") or "none",
                choices=answers,
                way=Way.FORM,
            )
        except acts.AlreadyMerged as error:
            messages.info(request, error.messages[0])
            return HttpResponseRedirect(self.merge_address("merged", error.merge.pk))
        except ValidationError as error:
            survivor.refresh_from_db()
            merged.refresh_from_db()
            return self._preview(
                request, survivor, merged, answers=answers, problems=error.messages, status=409
            )
        survivor.refresh_from_db()
        sentence = _("“%(merged)s” is part of “%(survivor)s” now.")
        messages.success(request, sentence % {"merged": done.merged_name, "survivor": survivor})
        return HttpResponseRedirect(self.merge_address("merged", done.pk))


def _versions(text: str) -> tuple[int, int]:
    """Versions as the page holds them, «3-7»; what nobody sent counts as never seen."""
    parts = text.split("-")
    if len(parts) == 2 and all(part.isascii() and part.isdecimal() and len(part) < 10 for part in parts):
        return int(parts[0]), int(parts[1])
    return -1, -1
