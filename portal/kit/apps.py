from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class KitConfig(AppConfig):
    name = "portal.kit"
    label = "kit"
    verbose_name = _("Ground floor")

    def ready(self):
        from portal.kit.data_version import watch_tables

        post_migrate.connect(watch_tables, sender=self)
