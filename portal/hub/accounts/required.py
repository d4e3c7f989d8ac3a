"""Who must have a second step (setting `TWO_STEP_ROLES`) sets it up first and sees nothing else until then."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from portal.hub.accounts.roles import roles_of
from portal.kit.roles import Role

OPEN = {"admin:account_two_step", "admin:logout", "admin:login", "admin:second_step", "admin:jsi18n"}
HAS_SECOND_STEP = "has_second_step"
"""In the session of whoever passed the second step, or set it up in this session."""


class TwoStepRequiredMiddleware:
    """Stands before `ClosedByDefaultMiddleware`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not settings.TWO_STEP_ROLES or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        if request.resolver_match.view_name in OPEN:
            return None
        if not getattr(view_func, "login_required", True):
            # What is public stays so; drafts and files for staff are not. Asked only where the page asks who looks.
            user = request.user
            request.user = SimpleLazyObject(lambda: AnonymousUser() if _lacks(request, user) else user)
            return None
        return (
            HttpResponseRedirect(reverse("admin:account_two_step")) if _lacks(request, request.user) else None
        )


def _lacks(request, user) -> bool:
    """A second step that the person must have."""
    return user.is_authenticated and not request.session.get(HAS_SECOND_STEP) and is_required_of(user)


def is_required_of(user) -> bool:
    return user.is_authenticated and not roles_of(user).isdisjoint(settings.TWO_STEP_ROLES)


def check_roles_are_known():
    """A role that is misspelt in the setting would protect nobody, in silence."""
    unknown = sorted(set(settings.TWO_STEP_ROLES) - set(Role.values))
    if unknown:
        raise ImproperlyConfigured(
            f"TWO_STEP_ROLES names no role of the portal: {', '.join(unknown)}. Choose from {', '.join(Role.values)}."
        )
