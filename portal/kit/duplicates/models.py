"""The tables behind duplicates; each kind of record has its own three, with its own foreign keys.

A concrete model adds the links: `record` to keys, `first` and `second` to pairs (`first` has the smaller key).
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_VALUE = 255


class RecordKey(models.Model):
    """Something that a record says and that two records of the same thing would share; derived, written by `refresh`.

    `sign` is one of the kinds that the app declares, `value` the form that is compared, `said` what a person needs
    to read beside it.
    """

    sign = models.CharField(max_length=10)
    value = models.CharField(max_length=LONGEST_VALUE)
    said = models.CharField(max_length=LONGEST_VALUE, blank=True)

    moves_data_version = False

    class Meta:
        abstract = True
        verbose_name = _("sign of a duplicate")
        verbose_name_plural = _("signs of duplicates")
        constraints = [
            # Its index is what every search for duplicates goes through.
            models.UniqueConstraint(fields=["value", "sign", "record"], name="%(class)s_once"),
        ]

    def __str__(self):
        return f"{self.sign}: {self.value}"


class PossiblePair(models.Model):
    """Two records that share a key; derived, written by `refresh`.

    `weight` is the sum of the signs that they share, `found_at` when it last grew.
    """

    class State(models.TextChoices):
        LIKELY = "likely", _("to be looked at")
        WEAK = "weak", _("only a weak sign")
        RELATED = "related", _("known to belong together")
        SETTLED = "settled", _("not the same")

    weight = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=7, choices=State.choices)
    found_at = models.DateTimeField(default=timezone.now)

    moves_data_version = False

    class Meta:
        abstract = True
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="%(class)s_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="%(class)s_in_order"),
        ]
        indexes = [models.Index(fields=["state", "-found_at", "-id"], name="%(class)s_listed")]

    def __str__(self):
        return f"{self.first} – {self.second}"


class NotDuplicate(models.Model):
    """Staff looked at the two and said that they are not the same."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("said by"),
    )
    at = models.DateTimeField(_("said at"), default=timezone.now)

    moves_data_version = False

    class Meta:
        abstract = True
        verbose_name = _("pair that is no duplicate")
        verbose_name_plural = _("pairs that are no duplicates")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="%(class)s_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="%(class)s_in_order"),
        ]

    def __str__(self):
        return f"{self.first} – {self.second}"
