"""A merge as a record: who made one of two records, when, and all that is needed to have both again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class MergeQuerySet(models.QuerySet):
    def of(self, model):
        return self.filter(target=model._meta.label_lower)

    def standing(self):
        """Merges that nobody has undone."""
        return self.filter(undone_at=None)

    def newest(self):
        return self.order_by("-at", "-pk")


class Merge(models.Model):
    """`merged` became part of `survivor`; both are keys of `target`, and only the survivor has a row while it stands.

    `snapshot` holds rows as `rows.plain` writes them:
    `survivor` {"before", "after"}: the columns of the survivor that changed; `merged`: the whole row that went;
    `left`: columns of it that were not taken;
    `steps`, in their order: rows that went over {"model", "pk", "before", "after", "row"} (`row` None for a record
    of its own) and rows that went {"model", "pk", "row", "of", "why"}; `added`: rows that came {"model", "pk", "row"}.
    It holds what staff alone may see. `scrub` takes a person out of it.
    """

    target = models.CharField(_("list"), max_length=100, help_text=_("Label of a model, in small letters."))
    survivor_id = models.PositiveBigIntegerField(_("key of the survivor"))
    merged_id = models.PositiveBigIntegerField(_("key of the merged record"))
    merged_name = models.CharField(_("name of the merged record"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("merged by"),
    )
    at = models.DateTimeField(_("merged at"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("undone by"),
    )
    undone_at = models.DateTimeField(_("undone at"), null=True)
    scrubbed_at = models.DateTimeField(_("personal data erased at"), null=True)
    snapshot = models.JSONField(_("snapshot"), default=dict)

    moves_data_version = False
    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["target", "merged_id"], name="merge_of"),
            models.Index(fields=["target", "survivor_id"], name="merge_into"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "merged_id"],
                condition=models.Q(undone_at=None),
                name="merge_once",
                violation_error_message=_("This record is merged already."),
            )
        ]

    def __str__(self):
        return f"{self.reference} {self.merged_name}"

    @property
    def reference(self) -> str:
        """By what history rows name the merge."""
        return f"GB-{self.pk:05d}"
