"""Pages of visitors who are not signed in, kept until something changes that they are made from.

Such a page is the same for everyone. It is kept under its address, the day, the release and the data version: a
change that commits moves the version, so nothing is ever thrown away on purpose, pages that nobody can ask for any more
fall out when others need the room. `docs/decisions/page-cache.md` says what this costs and why.
"""

import hashlib
import re
import zlib
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from portal.kit.data_version import data_version
from portal.kit.release import release

DAY = 24 * 3600
LONGEST = 1024 * 1024
LONGEST_PACKED = 64 * 1024
# The browser keeps the page, and asks each time whether it is still the same: mostly the answer is 304 and no page.
ASK_AGAIN = "no-cache"


class PageCacheMiddleware:
    """Stands above whatever could make a page somebody's own, and sees the headers that would tell."""

    def __init__(self, get_response):
        if settings.CACHES["pages"]["BACKEND"].endswith("DummyCache"):
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.never_kept = [re.compile(pattern) for pattern in settings.PAGES_NEVER_KEPT]

    def __call__(self, request):
        if not self._asks_for_everyones_page(request):
            return self.get_response(request)
        # The version first and the data afterwards: what is kept is as new as its key says, or newer.
        key = _key(request)
        kept = caches["pages"].get(key)
        if kept is not None:
            response = kept.response()
        else:
            response = self.get_response(request)
            kept = _keep(key, response) if request.method == "GET" and _is_everyones(response) else None
            if kept is None:
                return response
            for name, value in kept.own_headers.items():
                response.headers[name] = value
        return get_conditional_response(request, etag=kept.etag, response=response)

    def _asks_for_everyones_page(self, request) -> bool:
        return (
            request.method in ("GET", "HEAD")
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            and "HTTP_AUTHORIZATION" not in request.META
            and request.META.get("CONTENT_LENGTH", "") in ("", "0")
            and not any(pattern.search(request.path.lstrip("/")) for pattern in self.never_kept)
        )


@dataclass(frozen=True)
class KeptPage:
    """`packed`: the body, compressed."""

    etag: str
    headers: dict[str, str]
    packed: bytes

    @property
    def own_headers(self):
        return {"ETag": self.etag, "Cache-Control": ASK_AGAIN}

    def response(self) -> HttpResponse:
        return HttpResponse(zlib.decompress(self.packed), headers=self.headers | self.own_headers)


def _key(request) -> str:
    parts = (
        release(),
        data_version(),
        f"{timezone.localdate():%Y-%m-%d}",
        request.scheme,
        request.get_host(),
        request.path,
        # As it came: two texts that are the same address to `get_full_path()` may not mean the same.
        request.META.get("QUERY_STRING", ""),
    )
    return hashlib.blake2b("\n".join(parts).encode(errors="surrogatepass"), digest_size=16).hexdigest()


def _is_everyones(response) -> bool:
    """A whole page that says nothing of a reader of its own, nor of being kept otherwise."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Vary")
        and not response.has_header("Cache-Control")
        # What a view says here concerns the policy that is written on the way out, outside of what is kept.
        and not any(name.startswith("_csp") for name in vars(response))
        and len(response.content) <= LONGEST
    )


def _keep(key, response) -> KeptPage | None:
    packed = zlib.compress(response.content, level=1)
    if len(packed) > LONGEST_PACKED:
        return None
    digest = hashlib.blake2b(response.content, digest_size=12).hexdigest()
    kept = KeptPage(etag=f'"{digest}"', headers=dict(response.items()), packed=packed)
    caches["pages"].set(key, kept, DAY)
    return kept
