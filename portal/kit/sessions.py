"""Sessions end: after a time without a request, and a working day after the sign-in whatever was done meanwhile."""

import time
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import SESSION_KEY, get_user, logout
from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.functional import SimpleLazyObject

BEGAN, SEEN = "began_at", "seen_at"
ENDED = "ended"
"""The parameter by which the page for signing in knows that it must explain itself."""

NOTED_EVERY = 60
"""Seconds; to write the session at each request would make each of them a writer."""

FRESH_FOR = 10 * 60
"""Seconds after a sign-in in which nobody is asked for the password again."""


class SessionsEndMiddleware:
    """Stands after `AuthenticationMiddleware`. Whoever has no session cookie is not looked at."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        """An ended session is nobody's: public pages are shown as to a stranger, others lead to the sign-in."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        if not getattr(view_func, "login_required", True):
            # A public page may not care who looks: the session is opened only when it asks.
            request.user = SimpleLazyObject(lambda: _end_if_over(request) or get_user(request))
            return None
        if _end_if_over(request) is None:
            return None
        back = urlencode({"next": request.get_full_path(), ENDED: "1"})
        return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{back}")


def begin(session) -> None:
    """Somebody signs in: the working day of this session begins."""
    session[BEGAN] = session[SEEN] = int(time.time())


def has_ended(session, *, now: int) -> bool:
    idle = settings.SESSION_IDLE_MINUTES * 60
    is_idle = bool(idle) and now - session.get(SEEN, now) > idle
    return is_idle or now - session.get(BEGAN, now) > settings.SESSION_COOKIE_AGE


def is_fresh(session) -> bool:
    """The person gave the password just now."""
    return time.time() - session.get(BEGAN, 0) < FRESH_FOR


def _end_if_over(request):
    """`AnonymousUser` when the session had to be ended, else None."""
    if SESSION_KEY not in request.session:
        return None
    now = int(time.time())
    if not has_ended(request.session, now=now):
        _note(request.session, now=now)
        return None
    request.is_session_ended = True
    request.user = get_user(request)
    logout(request)
    return request.user


def _note(session, *, now):
    if BEGAN not in session:
        begin(session)
    elif now - session.get(SEEN, 0) >= NOTED_EVERY:
        session[SEEN] = now
