"""Fills an empty database with the synthetic network and one officer: `python -m bench.network SIZE`.

Prints, as JSON, what the addresses of `bench/paths.py` and a signed-in request need.
"""

import json
import sys

import django

PROFILE_ROWS = {"names": 1, "services": 1, "places": 4, "identifiers": 1, "figures": 1}


def prepare(size: int) -> dict[str, str]:
    from django.core.management import call_command
    from django.db import connection

    from portal.hub.synthetic import make_network

    call_command("migrate", verbosity=0)
    make_network(size, seed=1)
    if connection.vendor == "postgresql":
        # A server's autovacuum would have done it by the time people come.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    profile = _profile()
    return {"profile": profile.slug, "profile_pk": str(profile.pk), "cookie": _officer()}


def _profile():
    """The first organization that has something of everything that a profile shows."""
    from django.db.models import Count

    from organizations.synthetic import synthetic

    full = synthetic().public().exclude(description_en="").filter(governing_body__isnull=False)
    for part, least in PROFILE_ROWS.items():
        enough = synthetic().annotate(rows=Count(part)).filter(rows__gte=least)
        full = full.filter(pk__in=enough.values("pk"))
    # Their numbers, which stand in their addresses, are the same in a network of any size.
    return min(full, key=lambda organization: int(organization.slug.split("-")[2]))


def _officer() -> str:
    """The session cookie of somebody who may do everything."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
    from django.contrib.sessions.backends.db import SessionStore

    officer = get_user_model().objects.create_superuser("bench")
    session = SessionStore()
    session[SESSION_KEY] = str(officer.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = officer.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(prepare(int(sys.argv[1]))))
