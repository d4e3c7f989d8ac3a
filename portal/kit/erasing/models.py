"""What stays of an erasure: that it was done, when, by whom, upon which request."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.kit.textfields import LineField


class Erasure(models.Model):
    """Holds no personal data: the key says which record it was, and nothing else of it is left."""

    class AskedBy(models.TextChoices):
        PERSON = "person", _("the person")
        REPRESENTATIVE = "representative", _("somebody on the person's behalf")
        NETWORK = "network", _("the network itself")

    target = models.CharField(_("list"), max_length=100, help_text=_("Label of a model, in small letters."))
    object_id = models.PositiveBigIntegerField(_("key"))
    asked_by = models.CharField(_("asked by"), max_length=14, choices=AskedBy.choices)
    asked_on = models.DateField(_("asked on"))
    reference = LineField(
        _("reference of the request"),
        max_length=120,
        help_text=_("Where the request is filed, for example 12/2026/CV-MLDT. Without the person's name."),
    )
    erased_at = models.DateTimeField(_("erased at"), default=timezone.now)
    erased_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("erased by"),
    )
    counts = models.JSONField(
        _("what was emptied"), default=dict, help_text=_("Name of a scrubber to how many.")
    )

    moves_data_version = False

    class Meta:
        verbose_name = _("erasure of personal data")
        verbose_name_plural = _("erasures of personal data")
        ordering = ["-erased_at", "-pk"]

    def __str__(self):
        return f"{self.reference} ({self.erased_at:%d/%m/%Y})"
