"""A limit on how often one caller may ask for costly public pages."""

import hashlib
import time
from functools import wraps

from django.conf import settings
from django.core.cache import cache
from django.shortcuts import render

from portal.kit.access import client_address

WINDOW_SECONDS = 60


def limited(name: str, *, setting: str):
    """Refuse with 429 after `settings.<setting>` requests a minute from one address; 0 switches the limit off.

    Only a hash of the address is kept, for a minute. An answer that the page cache has ready never comes here: it costs
    next to nothing, so it is neither counted nor refused.
    """

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            allowed = getattr(settings, setting)
            window, passed = divmod(int(time.time()), WINDOW_SECONDS)
            if allowed and _count(name, window, client_address(request)) > allowed:
                response = render(request, "429.html", status=429)
                response.headers["Retry-After"] = str(WINDOW_SECONDS - passed)
                return response
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def _count(name: str, window: int, address: str) -> int:
    """How often this address has asked in this window, this time included."""
    key = hashlib.blake2b(address.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=12).hexdigest()
    # The window is part of the key, because some caches prolong an entry whenever they count it.
    key = f"throttle:{name}:{window}:{key}"
    cache.add(key, 0, WINDOW_SECONDS)
    try:
        return cache.incr(key)
    except ValueError:  # it lapsed between the two calls
        return 1
