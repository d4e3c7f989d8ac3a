"""The link by which somebody chooses a password: for a new account, or when the old one is forgotten.

An administrator makes it and hands it over, so that nobody knows a colleague's password and no page exists where
a stranger could ask which accounts there are. It works once, for a day, and not after the next sign-in.
"""

from django.contrib import admin, messages
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.contrib.auth.views import PasswordResetConfirmView
from django.urls import reverse, reverse_lazy
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.hub.accounts.log import What, note


class LinkTokens(PasswordResetTokenGenerator):
    key_salt = "portal.hub.accounts.links"


tokens = LinkTokens()


def link_for(user, request) -> str:
    key = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("admin:password_link", args=[key, tokens.make_token(user)])
    return request.build_absolute_uri(path)


class ChoosePassword(PasswordResetConfirmView):
    """Says the same for a link that was used, that is too old and that never was one."""

    token_generator = tokens
    template_name = "admin/accounts/choose_password.html"
    success_url = reverse_lazy("admin:login")
    title = gettext_lazy("Choose a password")

    def get_user(self, uidb64):
        user = super().get_user(uidb64)
        return user if user and user.is_active and user.is_staff else None

    def get_context_data(self, **kwargs):
        frame = {**admin.site.each_context(self.request), "has_permission": False}
        return {**frame, **super().get_context_data(**kwargs)}

    def form_valid(self, form):
        response = super().form_valid(form)
        note(What.LINK_USED, account=self.user, request=self.request)
        messages.success(self.request, _("Your password is set. Sign in with it now."))
        return response
