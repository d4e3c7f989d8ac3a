"""Who is looking."""

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser


class ClosedByDefaultMiddleware(LoginRequiredMiddleware):
    """Django's, asked in the other order: a view that says it is public never has the session looked at."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


def viewer(request):
    """The person behind the request, without touching the session when there is no session cookie.

    An anonymous page is then the same for everyone and carries no `Vary: Cookie`.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return AnonymousUser()
    return request.user


def client_address(request) -> str:
    """The caller's IP address as seen by the outermost proxy that we trust (setting `TRUSTED_PROXIES`)."""
    forwarded = [
        part.strip() for part in request.headers.get("x-forwarded-for", "").split(",") if part.strip()
    ]
    trusted = settings.TRUSTED_PROXIES
    if trusted and len(forwarded) >= trusted:
        return forwarded[-trusted]
    return request.META.get("REMOTE_ADDR", "")
