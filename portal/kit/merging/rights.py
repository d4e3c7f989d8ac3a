"""Who may merge: who may change both records and delete the one that goes. Who may merge may undo."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.kit.publication import Publication, Publishable, may, may_change, may_delete


def may_merge_some(user, model) -> bool:
    """Whether there is anything of this kind that the person could merge."""
    return may(user, "change", model) and may(user, "delete", model)


def can_merge(user, survivor, merged) -> bool:
    """What visitors see or saw is merged by those alone who may publish, as it is changed and deleted."""
    if not isinstance(survivor, Publishable):
        return may_merge_some(user, type(survivor))
    return may_change(user, survivor) and may_change(user, merged) and may_delete(user, merged)


def can_undo(user, survivor, publication: str) -> bool:
    """`publication` is what the merged record comes back as, "" for what has none."""
    model = type(survivor)
    if not isinstance(survivor, Publishable):
        return may_merge_some(user, model)
    may_bring_back = publication == Publication.DRAFT or may(user, "publish", model)
    return may_merge_some(user, model) and may_change(user, survivor) and may_bring_back


def check_may_merge(user, survivor, merged) -> None:
    """`ValidationError` when this person may not; None, a program, may."""
    if user is not None and not can_merge(user, survivor, merged):
        raise ValidationError(
            _("Your account may not merge “%(merged)s” into “%(survivor)s”. Ask a publisher."),
            code="forbidden",
            params={"merged": str(merged), "survivor": str(survivor)},
        )


def check_may_undo(user, survivor, publication: str) -> None:
    if user is not None and not can_undo(user, survivor, publication):
        raise ValidationError(
            _("Your account may not bring back what was merged into “%(survivor)s”. Ask a publisher."),
            code="forbidden",
            params={"survivor": str(survivor)},
        )
