"""Word lists that staff may extend: a stable English code, a name in both languages, an order."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kit.textfields import FoldedField, LineField, SortKeyField
from portal.kit.translated import Translated

code_validator = RegexValidator(
    r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*\Z",
    _("Use English letters, digits and hyphens, for example “child-rights”."),
)


class TermQuerySet(models.QuerySet):
    def in_use(self):
        """Terms that may still be chosen; retired ones stay on the records that have them."""
        return self.filter(is_active=True)


class Term(models.Model):
    """One word of a list. The code is what addresses and sheets carry, so it never changes."""

    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        validators=[code_validator],
        help_text=_(
            "A short English word for addresses and sheets, for example “gender”. Do not change it later."
        ),
    )
    name_vi = LineField(_("name in Vietnamese"), max_length=160)
    name_en = LineField(_("name in English"), max_length=160)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Smaller numbers come first; equal numbers go by name.")
    )
    is_active = models.BooleanField(
        _("in use"),
        default=True,
        help_text=_("Untick to stop offering this word; records that have it keep it."),
    )
    sort_vi = SortKeyField(source="name_vi")
    sort_en = SortKeyField(source="name_en")
    folded = FoldedField(source=("name_vi", "name_en", "code"))

    name = Translated("name")
    objects = TermQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "sort_vi"]

    def __str__(self):
        return self.name
