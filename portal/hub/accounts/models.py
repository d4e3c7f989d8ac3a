"""Which group stands for a role, and the log of what happened to accounts."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kit.roles import Role


class StaffRole(models.Model):
    """The group that stands for a role, None once an administrator deleted it; `given` are the rights that `migrate`
    gave it, whatever an administrator made of them since."""

    role = models.CharField(_("role"), max_length=20, choices=Role.choices, unique=True)
    group = models.OneToOneField(
        Group, on_delete=models.SET_NULL, null=True, related_name="staff_role", verbose_name=_("group")
    )
    given = models.JSONField(default=list)

    moves_data_version = False

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")

    def __str__(self):
        return self.get_role_display()


class AccountEventQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What concerns one's own account; all of it for who may view the log."""
        if not (user.is_active and user.is_staff):
            return self.none()
        return self if user.has_perm("hub.view_accountevent") else self.filter(account=user)

    def newest(self):
        return self.order_by("-at", "-pk")


class AccountEvent(models.Model):
    """Rows are only added, and fall away with age (`log.KEPT`). No password, code or address ever stands here."""

    class What(models.TextChoices):
        SIGNED_IN = "signed_in", _("signed in")
        SIGNED_OUT = "signed_out", _("signed out")
        REFUSED = "refused", _("wrong name or password")
        CODE_REFUSED = "code_refused", _("wrong code of the second step")
        PAUSED = "paused", _("sign-in paused after too many wrong tries")
        ENDED = "ended", _("session ended by itself")
        RECOVERY_USED = "recovery_used", _("recovery code used")
        TWO_STEP_ON = "two_step_on", _("second step switched on")
        TWO_STEP_OFF = "two_step_off", _("second step switched off")
        CODES_MADE = "codes_made", _("new recovery codes made")
        PASSWORD_CHANGED = "password_changed", _("password changed")
        LINK_MADE = "link_made", _("link for choosing a password made")
        LINK_USED = "link_used", _("password chosen by a link")
        RIGHTS_CHANGED = "rights_changed", _("rights changed")

    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    what = models.CharField(_("what happened"), max_length=20, choices=What.choices)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("account"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by whom"),
        help_text=_("Empty when nobody was signed in."),
    )
    about = models.CharField(
        _("name"), max_length=150, blank=True, help_text=_("The account or group as it was called then.")
    )
    detail = models.JSONField(
        _("details"), default=list, help_text=_("Rights, groups and marks: “+” came, “-” went.")
    )
    caller = models.CharField(
        _("caller"),
        max_length=24,
        blank=True,
        help_text=_("The same mark is the same network address; which one cannot be read from it."),
    )

    moves_data_version = False
    objects = AccountEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the account log")
        verbose_name_plural = _("account log")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["account", "what", "at"], name="accountevent_of_account")]

    def __str__(self):
        return self.get_what_display()
