"""Signing in: name and password, then the second step for whoever has one."""

import time

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from portal.hub.accounts import guessing, two_step
from portal.hub.accounts.log import What, note
from portal.hub.accounts.models import AccountEvent
from portal.hub.accounts.required import HAS_SECOND_STEP
from portal.kit.callers import caller_mark

PAUSED = gettext_lazy(
    "There were too many wrong tries. Sign-in is paused here for a while; wait %(minutes)s minutes and try again."
)
WAITING = "second_step_of"
"""In the session between the password and the code: who, since when, and where to go on."""

WAITING_FOR = 10 * 60
"""Seconds."""

BACKEND = "django.contrib.auth.backends.ModelBackend"


class SignInForm(AdminAuthenticationForm):
    """Says the same whatever is wrong: name, password, an account that may not enter."""

    def confirm_login_allowed(self, user):
        try:
            super().confirm_login_allowed(user)
        except ValidationError as refusal:
            guessing.count_wrong_try(self.request, user.get_username())
            raise self.get_invalid_login_error() from refusal

    def get_invalid_login_error(self):
        if guessing.is_paused(self.request):
            return pause_error()
        return super().get_invalid_login_error()


class SignIn(LoginView):
    template_name = "admin/login.html"
    authentication_form = SignInForm

    def get_default_redirect_url(self):
        return reverse("admin:index")

    def form_valid(self, form):
        user, address = form.get_user(), self.get_success_url()
        if two_step.is_on(user):
            self.request.session[WAITING] = {
                "user": user.pk,
                "password": user.get_session_auth_hash(),
                "since": int(time.time()),
                "next": address,
            }
            return HttpResponseRedirect(reverse("admin:second_step"))
        enter(self.request, user, has_second_step=False)
        return HttpResponseRedirect(address)

    def form_invalid(self, form):
        response = super().form_invalid(form)
        response.status_code = 429 if guessing.is_paused(self.request) else 200
        return response


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "autocapitalize": "characters"}
        ),
    )


@never_cache
@sensitive_post_parameters()
@login_not_required
def second_step(request):
    """`?by=recovery` asks for a recovery code in words; either kind is taken in both."""
    waiting = request.session.get(WAITING)
    user = _waiting_user(waiting)
    if user is None:
        request.session.pop(WAITING, None)
        return HttpResponseRedirect(reverse("admin:login"))
    form = CodeForm(request.POST or None)
    if form.is_valid():
        way = _way_of(request, user, form)
        if way:
            return _pass(request, user, way, waiting["next"])
    context = {
        **admin.site.each_context(request),
        "title": _("Second step"),
        "form": form,
        "by_recovery": request.GET.get("by") == "recovery",
        "has_permission": False,
    }
    request.current_app = admin.site.name
    status = 429 if guessing.is_paused(request) else 200
    return TemplateResponse(request, "admin/accounts/second_step.html", context, status=status)


def enter(request, user, *, has_second_step: bool) -> None:
    """The person is who they say: this browser is theirs from now on."""
    request.session.pop(WAITING, None)
    login(request, user, backend=BACKEND)
    request.session[HAS_SECOND_STEP] = has_second_step


def pause_error() -> ValidationError:
    return ValidationError(PAUSED, code="paused", params={"minutes": settings.SIGN_IN_PAUSE_MINUTES})


def _waiting_user(waiting) -> User | None:
    """None when nobody waits here, waited too long, or has another password or no account by now."""
    if not waiting or time.time() - waiting["since"] > WAITING_FOR:
        return None
    user = User.objects.filter(pk=waiting["user"], is_active=True, is_staff=True).first()
    if user is None or not constant_time_compare(user.get_session_auth_hash(), waiting["password"]):
        return None
    return user


def _way_of(request, user, form) -> two_step.Way | None:
    name = user.get_username()
    if not guessing.may_try(request, name):
        form.add_error("code", pause_error())
        return None
    way = two_step.accepts(user, form.cleaned_data["code"])
    if way is None:
        guessing.count_wrong_try(request, name, What.CODE_REFUSED)
        sentence = _("This code is wrong or used up. Wait until the app shows a new one, then type that.")
        form.add_error("code", pause_error() if guessing.is_paused(request) else sentence)
    return way


def _pass(request, user, way, address):
    wrong_elsewhere = _wrong_codes_elsewhere(user, request)
    enter(request, user, has_second_step=True)
    if wrong_elsewhere:
        messages.warning(
            request,
            _(
                "Somebody gave your right password and a wrong code since you last signed in. If it was not you, "
                "change your password now."
            ),
        )
    if way is two_step.Way.RECOVERY:
        note(What.RECOVERY_USED, account=user, by=user, request=request)
        left = two_step.recovery_codes_left(user)
        messages.warning(
            request,
            ngettext(
                "This recovery code is used up; %(left)s is left. Make new ones under “My account”.",
                "This recovery code is used up; %(left)s are left. Make new ones under “My account”.",
                left,
            )
            % {"left": left},
        )
    return HttpResponseRedirect(address)


def _wrong_codes_elsewhere(user, request) -> bool:
    """Since the last sign-in, and neither there nor here, where the person may have mistyped."""
    mine = AccountEvent.objects.filter(account=user).newest()
    last = mine.filter(what=What.SIGNED_IN).first()
    wrong = mine.filter(what=What.CODE_REFUSED).exclude(caller=caller_mark(request))
    return (wrong.filter(at__gt=last.at).exclude(caller=last.caller) if last else wrong).exists()
