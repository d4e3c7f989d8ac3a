"""What is written into the log of accounts, and when."""

import logging
from datetime import timedelta

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.sessions.models import Session
from django.dispatch import receiver
from django.utils import timezone

from portal.hub.accounts.models import AccountEvent
from portal.kit import sessions
from portal.kit.callers import caller_mark

What = AccountEvent.What

KEPT = timedelta(days=730)
WRONG_TRIES_KEPT = timedelta(days=90)
WRONG_TRIES = (What.REFUSED, What.CODE_REFUSED, What.PAUSED)

log = logging.getLogger(__name__)


def note(what, *, account=None, request=None, by=None, about="", detail=()) -> None:
    """One line of the log. `by` is who was signed in and did it; `detail` as `difference` makes it."""
    AccountEvent.objects.create(
        what=what,
        account=account,
        by=by,
        about=about or (account.get_username() if account else ""),
        detail=list(detail),
        caller=caller_mark(request) if request is not None else "",
    )


def note_wrong_try(what, name: str, request, *, begins_pause: bool) -> None:
    """A name that belongs to nobody is not kept: it may be a password in the wrong box."""
    account = User.objects.filter(username=name).first()
    note(what, account=account, request=request)
    if begins_pause:
        note(What.PAUSED, account=account, request=request)
        log.warning("Sign-in paused after too many wrong tries, by caller %s", caller_mark(request))


def difference(before: set[str], after: set[str]) -> list[str]:
    """What came, with “+” before it, then what went, with “-”."""
    return [*(f"+{one}" for one in sorted(after - before)), *(f"-{one}" for one in sorted(before - after))]


@receiver(user_logged_in)
def note_sign_in(sender, request, user, **kwargs):
    sessions.begin(request.session)
    note(What.SIGNED_IN, account=user, by=user, request=request)
    _forget_what_is_old()


@receiver(user_logged_out)
def note_sign_out(sender, request, user, **kwargs):
    if user is not None:
        is_ended = getattr(request, "is_session_ended", False)
        note(What.ENDED if is_ended else What.SIGNED_OUT, account=user, request=request)


def _forget_what_is_old():
    now = timezone.now()
    old = AccountEvent.objects.filter(at__lt=now - KEPT)
    old |= AccountEvent.objects.filter(what__in=WRONG_TRIES, at__lt=now - WRONG_TRIES_KEPT)
    old.delete()
    Session.objects.filter(expire_date__lt=now).delete()
