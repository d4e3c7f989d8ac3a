"""Documents that records were taken from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kit.datefields import EarliestDayField, PartialDateField
from portal.kit.history import recorded
from portal.kit.textfields import FoldedField, LineField, LinkField, ProseField


class Source(models.Model):
    """A document that can be named as where a fact comes from."""

    title = LineField(_("title of the document"), max_length=255)
    language = models.CharField(
        _("language"), max_length=2, default="vi", choices=[("vi", _("Vietnamese")), ("en", _("English"))]
    )
    publisher = LineField(_("publisher"), max_length=255, blank=True)
    url = LinkField(_("web address"), max_length=500, blank=True)
    published = PartialDateField(_("published"), blank=True)
    published_earliest = EarliestDayField(of="published")
    note = ProseField(_("note"), blank=True)
    folded = FoldedField(source=("title", "publisher"))

    history = recorded()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["title", "publisher"],
                name="source_once",
                violation_error_message=_("This document is already among the sources."),
            )
        ]

    def __str__(self):
        return self.title
