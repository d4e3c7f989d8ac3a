"""Draft, published, archived: what visitors may see.

Published records are listed; archived ones keep their address, with a banner, and leave lists, search and feeds;
drafts are for staff alone, who see their public page as a preview.

Who may change a kind of record changes its drafts. What visitors see or once saw is changed and deleted by those alone
who may publish: nothing shows in public that nobody with that right has looked at.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Publication(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    ARCHIVED = "archived", _("Archived")


class PublicationQuerySet(models.QuerySet):
    """Words for everything that has a public page; models narrow `visible_to` where they know more."""

    def public(self):
        """What lists, search, counts and feeds show to anyone."""
        return self.filter(publication=Publication.PUBLISHED)

    def drafts(self):
        return self.filter(publication=Publication.DRAFT)

    def visible_to(self, user):
        """What this person may open at its address: staff everything they may view, others what is not a draft."""
        if may_see_drafts(user, self.model):
            return self
        return self.exclude(publication=Publication.DRAFT)

    def changeable_by(self, user):
        return self._open_to(user, "change")

    def deletable_by(self, user):
        return self._open_to(user, "delete")

    def _open_to(self, user, verb):
        if not may(user, verb, self.model):
            return self.none()
        return self if may(user, "publish", self.model) else self.drafts()


class Publishable(models.Model):
    publication = models.CharField(
        _("publication"),
        max_length=9,
        choices=Publication.choices,
        default=Publication.DRAFT,
        help_text=_("Visitors see a record only when it is published."),
    )

    class Meta:
        abstract = True

    @property
    def is_draft(self) -> bool:
        return self.publication == Publication.DRAFT

    @property
    def is_archived(self) -> bool:
        return self.publication == Publication.ARCHIVED


def may(user, verb: str, model) -> bool:
    """Staff who hold the right "app.verb_model"."""
    opts = model._meta
    return user.is_active and user.is_staff and user.has_perm(f"{opts.app_label}.{verb}_{opts.model_name}")


def may_see_drafts(user, model) -> bool:
    """Staff who may view records of this model in the admin."""
    return may(user, "view", model)


def can_view(user, record) -> bool:
    """The same rule as `visible_to`, asked of one record."""
    return not record.is_draft or may_see_drafts(user, type(record))


def may_change(user, record) -> bool:
    """The same rule as `changeable_by`, asked of one record as it is stored now."""
    return may(user, "change", type(record)) and (record.is_draft or may(user, "publish", type(record)))


def may_delete(user, record) -> bool:
    """The same rule as `deletable_by`, asked of one record."""
    return may(user, "delete", type(record)) and (record.is_draft or may(user, "publish", type(record)))


def check_may_change(user, record):
    """`ValidationError` when this person may not change the record; None, a program, may."""
    if user is not None and not may_change(user, record):
        _refuse(record, _("“%(record)s” is %(now)s: your account may change drafts only. Ask a publisher."))


def check_may_move(user, record):
    """`ValidationError` when this person may not publish, archive or return to draft; None, a program, may."""
    if user is not None and not may(user, "publish", type(record)):
        _refuse(record, _("Your account may not move “%(record)s”, which is %(now)s. Ask a publisher."))


def _refuse(record, sentence):
    raise ValidationError(
        sentence, code="forbidden", params={"record": str(record), "now": record.get_publication_display()}
    )


def publication_check(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(publication__in=Publication.values),
        name=name,
        violation_error_message=_("Choose draft, published or archived."),
    )


TRANSITIONS = {
    Publication.DRAFT: {Publication.PUBLISHED},
    Publication.PUBLISHED: {Publication.ARCHIVED, Publication.DRAFT},
    Publication.ARCHIVED: {Publication.PUBLISHED},
}


def check_move(record, to: str):
    """`ValidationError` when the record cannot go from where it is to there."""
    if to not in TRANSITIONS[record.publication]:
        raise ValidationError(
            _("“%(record)s” is %(now)s and cannot become %(then)s."),
            params={
                "record": str(record),
                "now": record.get_publication_display(),
                "then": dict(Publication.choices).get(to, to),
            },
        )
