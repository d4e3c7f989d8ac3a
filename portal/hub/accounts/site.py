"""The addresses of accounts on the desk: a part of `DeskSite`. Views are imported late, once models are ready."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from portal.kit.sessions import ENDED

LEFT_OUT = {
    "view_on_site",  # tells the address of any record, drafts too, to any member of staff
    "password_change_done",  # one's own account says so
}


class AccountPages:
    def get_urls(self):
        from portal.hub.accounts import own, signing_in
        from portal.hub.accounts.links import ChoosePassword

        pages = [
            path("login/code/", signing_in.second_step, name="second_step"),
            path("password/<uidb64>/<token>/", ChoosePassword.as_view(), name="password_link"),
            path("account/", self.admin_view(own.account), name="account"),
            path("account/two-step/", self.admin_view(own.switch_on), name="account_two_step"),
            path("account/two-step/off/", self.admin_view(own.switch_off), name="account_two_step_off"),
            path("account/codes/", self.admin_view(own.new_codes), name="account_codes"),
        ]
        rest = [one for one in super().get_urls() if getattr(one, "name", None) not in LEFT_OUT]
        return [*pages, *rest]

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request, extra_context=None):
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index", current_app=self.name))
        from portal.hub.accounts.signing_in import SignIn

        context = {
            **self.each_context(request),
            "title": _("Log in"),
            "subtitle": None,
            "app_path": request.get_full_path(),
            "username": request.user.get_username(),
            "is_ended": ENDED in request.GET,
            **(extra_context or {}),
        }
        request.current_app = self.name
        return SignIn.as_view(extra_context=context)(request)

    def password_change(self, request, extra_context=None):
        from portal.hub.accounts.own import OwnPasswordChange

        context = {**self.each_context(request), **(extra_context or {})}
        request.current_app = self.name
        return OwnPasswordChange.as_view(extra_context=context)(request)
