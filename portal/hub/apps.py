from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HubConfig(AppConfig):
    name = "portal.hub"
    label = "hub"
    verbose_name = _("The site")

    def ready(self):
        from portal.hub.accounts import log  # noqa: F401 - hears of sign-ins from now on
        from portal.hub.accounts.required import check_roles_are_known
        from portal.hub.accounts.roles import give_declared_rights

        check_roles_are_known()
        post_migrate.connect(give_declared_rights, sender=self)
