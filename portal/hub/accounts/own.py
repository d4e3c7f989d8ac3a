"""«My account»: what one's own account may do, its second step, its password, what happened with it."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth import authenticate
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from portal.hub.accounts import guessing, two_step
from portal.hub.accounts.log import What, note
from portal.hub.accounts.models import AccountEvent
from portal.hub.accounts.pictures import square
from portal.hub.accounts.required import HAS_SECOND_STEP, is_required_of
from portal.hub.accounts.sessions import end_sessions
from portal.hub.accounts.signing_in import pause_error
from portal.kit.sessions import is_fresh

NEW_SECRET = "new_secret"  # noqa: S105 - its name in the session
"""In the session while the second step is being set up."""

EVENTS_SHOWN = 20
HOME = reverse_lazy("admin:account")


class OwnPasswordForm(forms.Form):
    """Asks who sits here for the password; wrong ones count as they do at the sign-in."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request, *arguments, **options):
        self.request = request
        super().__init__(*arguments, **options)

    def clean_password(self):
        check_own_password(self.request, self.cleaned_data["password"])


class TwoStepForm(OwnPasswordForm):
    code = forms.CharField(
        label=gettext_lazy("Code that the app shows now"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    field_order = ["code", "password"]

    def __init__(self, request, *arguments, **options):
        super().__init__(request, *arguments, **options)
        if is_fresh(request.session):
            del self.fields["password"]


class OwnPasswordChangeForm(AdminPasswordChangeForm):
    request = None

    def clean_old_password(self):
        check_own_password(self.request, self.cleaned_data["old_password"])


class OwnPasswordChange(PasswordChangeView):
    """Everywhere else the person is signed out by it: Django binds sessions to the password."""

    form_class = OwnPasswordChangeForm
    template_name = "admin/accounts/change_password.html"
    success_url = HOME

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.request = self.request
        return form

    def form_valid(self, form):
        response = super().form_valid(form)
        note(What.PASSWORD_CHANGED, account=self.request.user, by=self.request.user, request=self.request)
        messages.success(
            self.request, _("Your password is changed. Wherever else you were signed in, you are signed out.")
        )
        return response


def check_own_password(request, typed: str) -> None:
    """ValidationError for a wrong one, and while there were too many."""
    name = request.user.get_username()
    if authenticate(request, username=name, password=typed) != request.user:
        sentence = _("This is not your password.")
        raise (
            pause_error() if guessing.is_paused(request) else ValidationError(sentence, code="wrong_password")
        )


def account(request):
    user = request.user
    events = AccountEvent.objects.filter(account=user).newest().select_related("by")
    return _page(
        request,
        "own",
        _("My account"),
        groups=[group.name for group in user.groups.order_by("name")],
        is_on=two_step.is_on(user),
        is_required=is_required_of(user),
        codes_left=two_step.recovery_codes_left(user),
        events=events[:EVENTS_SHOWN],
    )


@sensitive_post_parameters()
def switch_on(request):
    user = request.user
    if two_step.is_on(user):
        return HttpResponseRedirect(HOME)
    secret = request.session.setdefault(NEW_SECRET, two_step.new_secret())
    form = TwoStepForm(request, request.POST or None)
    if form.is_valid():
        codes = two_step.switch_on(user, secret=secret, typed=form.cleaned_data["code"])
        if codes:
            del request.session[NEW_SECRET]
            request.session[HAS_SECOND_STEP] = True
            end_sessions(user, except_for=request.session.session_key)
            note(What.TWO_STEP_ON, account=user, by=user, request=request)
            return _codes_page(request, codes, is_first=True)
        sentence = _("The portal expects another code. Check that the phone sets its clock by the network.")
        form.add_error("code", sentence)
    return _page(
        request,
        "two_step",
        _("Switch the second step on"),
        form=form,
        picture=square(two_step.address_for_app(user, secret)),
        secret=two_step.in_groups(secret),
        is_required=is_required_of(user),
    )


@sensitive_post_parameters()
def switch_off(request):
    user = request.user
    if not two_step.is_on(user) or is_required_of(user):
        return HttpResponseRedirect(HOME)
    form = OwnPasswordForm(request, request.POST or None)
    if form.is_valid():
        two_step.switch_off(user)
        request.session[HAS_SECOND_STEP] = False
        note(What.TWO_STEP_OFF, account=user, by=user, request=request)
        messages.success(
            request, _("The second step is switched off. Your password alone opens the desk now.")
        )
        return HttpResponseRedirect(HOME)
    return _page(request, "two_step_off", _("Switch the second step off"), form=form)


@sensitive_post_parameters()
def new_codes(request):
    user = request.user
    if not two_step.is_on(user):
        return HttpResponseRedirect(HOME)
    form = OwnPasswordForm(request, request.POST or None)
    if form.is_valid():
        codes = two_step.new_recovery_codes(user)
        note(What.CODES_MADE, account=user, by=user, request=request)
        return _codes_page(request, codes, is_first=False)
    left = two_step.recovery_codes_left(user)
    return _page(request, "new_codes", _("New recovery codes"), form=form, left=left)


def _codes_page(request, codes, *, is_first):
    """The only time that they are shown; never kept by a browser's cache."""
    return _page(
        request,
        "codes",
        _("Your recovery codes"),
        codes=codes,
        as_text="\n".join(codes),
        is_first=is_first,
    )


def _page(request, template, title, **context):
    context = {**admin.site.each_context(request), "title": title, "subtitle": None, **context}
    request.current_app = admin.site.name
    status = 429 if guessing.is_paused(request) else 200
    return TemplateResponse(request, f"admin/accounts/{template}.html", context, status=status)
