"""Addresses that last: a record has one slug for both languages; a slug it had before answers 301."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from portal.kit.text import slugify

SLUG_LENGTH = 80


class FormerSlug(models.Model):
    """A slug that a record had; nobody else of its kind may take it."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    slug = models.SlugField(max_length=SLUG_LENGTH)
    left_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "slug"], name="formerslug_once_per_kind"),
        ]
        indexes = [models.Index(fields=["content_type", "object_id"], name="formerslug_owner")]

    def __str__(self):
        return self.slug


class Slugged(models.Model):
    slug = models.SlugField(
        _("address"),
        max_length=SLUG_LENGTH,
        unique=True,
        blank=True,
        help_text=_(
            "Last part of the page's address. Leave empty to make it from the name. The old one keeps working."
        ),
    )

    class Meta:
        abstract = True


def former_slugs(model):
    """The former slugs that still lead to a record of this model; those of deleted ones are free again."""
    return FormerSlug.objects.filter(
        content_type=ContentType.objects.get_for_model(model), object_id__in=model._base_manager.values("pk")
    )


def free_slug(model, text: str, *, record=None, fallback: str = "") -> str:
    """A slug from the text that no record of this model has or had, numbered from 2 on when taken."""
    stem = _stem(model, text, fallback)
    own = getattr(record, "pk", None)
    others = model._base_manager.filter(slug__startswith=stem).exclude(pk=own)
    left = former_slugs(model).filter(slug__startswith=stem).exclude(object_id=own)
    return _first_free(stem, {*others.values_list("slug", flat=True), *left.values_list("slug", flat=True)})


class FreeSlugs:
    """For many new records at once: what `free_slug` gives, asked of the database once and never given twice."""

    def __init__(self, model):
        self.model = model
        self.taken = {
            *model._base_manager.values_list("slug", flat=True),
            *former_slugs(model).values_list("slug", flat=True),
        }

    def take(self, text: str, fallback: str = "") -> str:
        slug = _first_free(_stem(self.model, text, fallback), self.taken)
        self.taken.add(slug)
        return slug


def _stem(model, text, fallback):
    return slugify(text, fallback=fallback or model._meta.model_name)[: SLUG_LENGTH - 5].strip("-")


def _first_free(stem, taken):
    candidate, number = stem, 2
    while candidate in taken:
        candidate, number = f"{stem}-{number}", number + 1
    return candidate


def check_slug_is_free(model, slug: str, *, record=None):
    """`ValidationError` when another record had this address: its readers must still arrive there."""
    if former_slugs(model).filter(slug=slug).exclude(object_id=getattr(record, "pk", None)).exists():
        problem = ValidationError(
            _("Another record had the address “%(slug)s” before and it still leads there. Choose another."),
            params={"slug": slug},
        )
        raise ValidationError({"slug": problem})


def keep_former_slug(record, *, before: str):
    """Remember the slug that was left; taking it up again makes it current, not former."""
    former_slugs(type(record)).filter(object_id=record.pk, slug=record.slug).delete()
    if before and before != record.slug:
        FormerSlug.objects.update_or_create(
            content_type=ContentType.objects.get_for_model(record),
            slug=before,
            defaults={"object_id": record.pk},
        )


class Moved(Exception):
    """The record asked for lives at another slug now (`record`)."""

    def __init__(self, record):
        self.record = record

    def redirect(self):
        """301, remembered for an hour: who renames and thinks again must not send browsers in circles for ever."""
        response = redirect(self.record, permanent=True)
        response.headers["Cache-Control"] = "max-age=3600"
        return response


def get_by_slug(queryset, slug: str):
    """The record with this slug; `Moved` when it had it before; `Http404` when there is none to see."""
    record = queryset.filter(slug=slug).first()
    if record is not None:
        return record
    former = former_slugs(queryset.model).filter(slug=slug).values_list("object_id", flat=True).first()
    moved = queryset.filter(pk=former).first() if former else None
    if moved is None:
        raise Http404
    raise Moved(moved)
