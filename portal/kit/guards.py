"""What every request passes before a view sees it."""

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from portal.kit.text import has_control_characters

DRAIN_CHUNK = 64 * 1024
DRAIN_LIMIT = 256 * 1024 * 1024
UNDECODED = "\ufffd"  # what Django puts in the place of bytes that are no UTF-8


class UnreadableAddress(BadRequest):
    """What was asked for holds characters that nobody types; the message says so in the reader's language."""


class CleanRequestMiddleware:
    """Refuses what no honest form sends: characters that nobody types, a body without bounds."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if _length(request) > settings.MAX_REQUEST_MB * 1024 * 1024:
            _drain(request)
            return too_large(request)
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        values = [value for _name, values in request.GET.lists() for value in values]
        for text in (request.path, *request.GET, *values, *request.COOKIES.values()):
            if has_control_characters(text) or UNDECODED in text:
                raise UnreadableAddress(
                    _(
                        "The address holds characters that cannot be seen or stored. "
                        "Type the address or the words again."
                    )
                )


class PermissionsPolicyMiddleware:
    """No page of the portal asks for the camera, the place or the microphone."""

    policy = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", self.policy)
        return response


def too_large(request):
    """The page for 413, in the reader's language."""
    context = {"limit": settings.MAX_REQUEST_MB}
    return HttpResponse(render_to_string("413.html", context, request=request), status=413)


def _length(request) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _drain(request):
    """Read the body away: a browser that is still sending would show a broken connection instead of our page."""
    left = min(_length(request), DRAIN_LIMIT)
    while left > 0:
        chunk = request.META["wsgi.input"].read(min(DRAIN_CHUNK, left))
        if not chunk:
            break
        left -= len(chunk)
