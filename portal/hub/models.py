"""What belongs to the site as a whole."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.hub.accounts.models import AccountEvent, StaffRole
from portal.kit.history import recorded
from portal.kit.textfields import LineField, ProseField
from portal.kit.translated import Translated
from portal.kit.versions import Versioned

__all__ = ["AccountEvent", "SampleRecord", "SitePage", "StaffRole"]


class SitePage(Versioned):
    """A page that staff write themselves, in both languages."""

    class Key(models.TextChoices):
        ABOUT = "about", _("About")
        CONTACT = "contact", _("Contact")
        PRIVACY = "privacy", _("Personal data")

    key = models.CharField(_("page"), max_length=10, choices=Key.choices, unique=True)
    title_vi = LineField(_("title in Vietnamese"), max_length=160)
    title_en = LineField(_("title in English"), max_length=160, blank=True)
    body_vi = ProseField(
        _("text in Vietnamese"),
        help_text=_(
            "An empty line starts a paragraph, “## ” a heading, “- ” an item of a list; [words](address) is a link."
        ),
    )
    body_en = ProseField(_("text in English"), blank=True)

    title = Translated("title")
    body = Translated("body")
    history = recorded()

    class Meta:
        verbose_name = _("page of the site")
        verbose_name_plural = _("pages of the site")
        ordering = ["key"]

    def __str__(self):
        return str(self.title)


class SampleRecord(models.Model):
    """A record of the sample network that was loaded once: it is never loaded again, whatever became of it."""

    key = models.CharField(max_length=120, unique=True)
    loaded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.key
