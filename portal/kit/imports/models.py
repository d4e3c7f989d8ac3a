"""What is kept of an import: the file as it came, how staff understood it, and what became of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kit.files import PrivatePath


class SheetImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own imports; all of them for who may view imports. They hold what drafts hold, so staff only."""
        if not (user.is_active and user.is_staff):
            return self.none()
        return self if user.has_perm("kit.view_sheetimport") else self.filter(by=user)

    def into(self, model):
        return self.filter(target=model._meta.label_lower)

    def done(self):
        return self.filter(state=SheetImport.State.DONE)

    def waiting(self):
        return self.filter(state=SheetImport.State.WAITING)

    def newest(self):
        return self.order_by("-created_at", "-pk")


class SheetImport(models.Model):
    """One file brought in. Nothing of it is in the records while it waits; done, all of what it took is."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting to be confirmed")
        DONE = "done", _("taken in")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Mode(models.TextChoices):
        ADD = "add", _("add to what is there")
        REPLACE = "replace", _("the sheet is complete")

    target = models.CharField(_("list"), max_length=100, help_text=_("Label of a model, in small letters."))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("brought by"),
    )
    created_at = models.DateTimeField(_("brought at"), auto_now_add=True)
    file = models.FileField(_("file"), upload_to=PrivatePath("imports"), max_length=200)
    file_name = models.CharField(_("name of the file"), max_length=255)
    sheet = models.CharField(_("sheet"), max_length=255, blank=True)
    header_row = models.PositiveIntegerField(_("row of the headers"), null=True)
    matching = models.JSONField(
        _("columns matched by hand"),
        default=dict,
        help_text=_("Key of a header to the name of a column, null to leave it out."),
    )
    constants = models.JSONField(
        _("the same for all new rows"),
        default=dict,
        help_text=_("Name of a column that the sheet lacks to the text that stands for its cells."),
    )
    mode = models.CharField(_("empty cells"), max_length=7, choices=Mode.choices, default=Mode.ADD)
    decisions = models.JSONField(
        _("decisions"),
        default=dict,
        help_text=_("Number of a row to the key of the record that it is, or “new”."),
    )
    seen = models.JSONField(
        _("as previewed"),
        default=dict,
        help_text=_("Number of a row to a mark of what it would do, as a person last saw it."),
    )
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.WAITING)
    counts = models.JSONField(_("rows"), default=dict, help_text=_("Rows by outcome."))
    left_out = models.JSONField(
        _("rows left out"),
        default=dict,
        help_text=_("Number of a row to why it was not taken, once the import is done."),
    )
    done_at = models.DateTimeField(_("done at"), null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("done by"),
    )

    moves_data_version = False
    objects = SheetImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.file_name

    @property
    def reference(self) -> str:
        """By what history rows name the import."""
        return f"NB-{self.pk:05d}"

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING


class KnownHeader(models.Model):
    """A header that somebody matched by hand, remembered for the next sheet; `column` "" leaves it out."""

    target = models.CharField(max_length=100)
    key = models.CharField(max_length=255)
    column = models.CharField(max_length=100, blank=True)

    moves_data_version = False

    class Meta:
        verbose_name = _("remembered header")
        verbose_name_plural = _("remembered headers")
        constraints = [models.UniqueConstraint(fields=["target", "key"], name="knownheader_once")]

    def __str__(self):
        return self.key
