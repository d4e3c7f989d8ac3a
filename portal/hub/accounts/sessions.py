"""Ending what somebody has open elsewhere."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone


def end_sessions(user, *, except_for: str | None = None) -> int:
    """End all sessions of this person but the one of this key; how many there were.

    Sessions do not say whose they are until they are opened, and only staff have any, so all of them are opened.
    """
    whose = str(user.pk)
    ended = [
        one.session_key
        for one in Session.objects.filter(expire_date__gt=timezone.now()).exclude(session_key=except_for)
        if one.get_decoded().get(SESSION_KEY) == whose
    ]
    return Session.objects.filter(session_key__in=ended).delete()[0]
