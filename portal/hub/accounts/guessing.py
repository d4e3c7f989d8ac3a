"""How often a password or a code may be guessed, told to django-axes.

Three counts, each over `SIGN_IN_PAUSE_MINUTES` since the last wrong try: for one account from one address, for one
address whatever the account, for one account whatever the address. Names that belong to nobody count as others do, so a
pause tells nothing about them. Neither names nor addresses are kept, only marks of them.
"""

import hashlib
from datetime import timedelta

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_credentials
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.utils import timezone

from portal.hub.accounts import log
from portal.hub.accounts.models import AccountEvent
from portal.kit.callers import caller_as_address, caller_mark

KNOWN_FOR = timedelta(days=90)
"""So long after a sign-in its address stays known for the account."""


class SignInGuard(AxesDatabaseHandler):
    """Limits of our own in the place of the one that django-axes knows (`AXES_FAILURE_LIMIT`, which is 1)."""

    def get_failures(self, request, credentials=None) -> int:
        """1 once one of the limits is reached."""
        both, of_address, of_account = (
            sum(attempts.values_list("failures_since_start", flat=True))
            for attempts in self.get_user_attempts(request, credentials)
        )
        if _is_reached(both, settings.SIGN_IN_TRIES):
            return 1
        if _is_reached(of_address, settings.SIGN_IN_TRIES_PER_ADDRESS):
            return 1
        if not _is_reached(of_account, settings.SIGN_IN_TRIES_PER_ACCOUNT):
            return 0
        # Strangers elsewhere who try an account's name do not lock out its owner at the usual place.
        return int(not _is_known_there(request, credentials))

    def user_login_failed(self, sender, credentials, request=None, **kwargs):
        if request is None:
            return
        # What the browser calls itself is neither counted by nor kept.
        request.axes_user_agent = request.axes_http_accept = ""
        was_paused = is_paused(request)
        super().user_login_failed(sender, credentials, request, **kwargs)
        if not was_paused:
            what = kwargs.get("what", AccountEvent.What.REFUSED)
            name = credentials.get("username") or ""
            log.note_wrong_try(what, name, request, begins_pause=is_paused(request))

    def reset_user_attempts(self, request, credentials=None) -> int:
        """A sign-in forgives this account's wrong tries at this address and no others: neither those of an address
        that has one account and guesses at more, nor those of strangers at this account."""
        both, _of_address, _of_account = self.filter_user_attempts(request, credentials)
        return both.delete()[0]


def name_mark(request, credentials=None) -> str:
    """What stands for the name in the tables of django-axes. People type passwords into the wrong box."""
    name = str((credentials or {}).get("username") or "")
    key = settings.SECRET_KEY.encode()[:64]
    return hashlib.blake2b(name.encode(), key=key, digest_size=16).hexdigest()


def address_mark(request) -> str:
    return caller_as_address(request)


def may_try(request, name: str) -> bool:
    is_allowed = AxesProxyHandler.is_allowed(request, get_credentials(name))
    request.axes_locked_out = not is_allowed
    return is_allowed


def count_wrong_try(request, name: str, what=AccountEvent.What.REFUSED) -> None:
    """Count and note it, as `authenticate` does for a wrong password."""
    user_login_failed.send(sender=__name__, credentials=get_credentials(name), request=request, what=what)


def is_paused(request) -> bool:
    """During this request a limit was found reached, or reached."""
    return getattr(request, "axes_locked_out", False)


def _is_reached(count: int, limit: int) -> bool:
    """0 is no limit."""
    return bool(limit) and count >= limit


def _is_known_there(request, credentials) -> bool:
    signed_in = AccountEvent.objects.filter(
        what=AccountEvent.What.SIGNED_IN,
        account__username=(credentials or {}).get("username"),
        caller=caller_mark(request),
        at__gte=timezone.now() - KNOWN_FOR,
    )
    return signed_in.exists()
