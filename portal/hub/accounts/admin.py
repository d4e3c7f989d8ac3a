"""Accounts, groups and their log on the desk."""

import django_otp.plugins.otp_static.admin
import django_otp.plugins.otp_totp.admin  # noqa: F401 - so that there is something to take away
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal.hub.accounts import two_step
from portal.hub.accounts.links import link_for
from portal.hub.accounts.log import What, difference, note
from portal.hub.accounts.models import AccountEvent
from portal.hub.accounts.newcomers import NewColleagueForm
from portal.hub.accounts.rights import GroupForm, in_words
from portal.hub.accounts.sessions import end_sessions
from portal.kit.admin import DeskAdmin
from portal.kit.choosing import DeskFields
from portal.kit.people import name_of
from portal.kit.text import fold, words

# Django-otp's pages show everybody's secrets to whoever may open them.
admin.site.unregister([User, Group, StaticDevice, TOTPDevice])

MARKS = ("is_active", "is_staff", "is_superuser")


@admin.register(User)
class StaffAdmin(DeskFields, UserAdmin):
    """Rights come by groups: one glance tells what somebody may do."""

    list_display = ["username", "full_name", "email", "in_groups", "second_step", "is_active", "last_login"]
    list_filter = ["is_active", "groups", "is_staff", "is_superuser"]
    filter_horizontal = []
    autocomplete_fields = ["groups"]
    add_form = NewColleagueForm
    add_form_template = None
    add_fieldsets = [
        (None, {"fields": ["username", ("last_name", "first_name"), "email", "groups"]}),
    ]
    readonly_fields = ["last_login", "date_joined", "ways_in"]
    fieldsets = [
        (gettext_lazy("Account"), {"fields": ["username", "password", "ways_in"]}),
        (gettext_lazy("Person"), {"fields": [("last_name", "first_name"), "email"]}),
        (gettext_lazy("Rights"), {"fields": ["groups", MARKS]}),
        (gettext_lazy("Dates"), {"fields": [("last_login", "date_joined")]}),
    ]

    # Who may do what with whom

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and _is_within_reach(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and _is_within_reach(request.user, obj)

    def get_readonly_fields(self, request, obj=None):
        """Nobody makes a superuser who is none, and nobody locks oneself out."""
        fixed = [*super().get_readonly_fields(request, obj)]
        if not request.user.is_superuser:
            fixed.append("is_superuser")
        if obj == request.user:
            fixed += [mark for mark in MARKS if mark not in fixed]
        return fixed

    # The list

    def changelist_view(self, request, extra_context=None):
        context = {"title": capfirst(self.opts.verbose_name_plural), **(extra_context or {})}
        return super().changelist_view(request, context)

    def get_queryset(self, request):
        phones = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        return super().get_queryset(request).prefetch_related("groups").annotate(has_phone=Exists(phones))

    def get_search_results(self, request, queryset, search_term):
        """Words in any order, with or without marks. Staff are few: names are folded here, not in the database."""
        sought = words(search_term)
        if not sought:
            return queryset, False
        columns = queryset.order_by().values_list("pk", "username", "last_name", "first_name", "email")
        found = [key for key, *texts in columns if _has_all(sought, fold(" ".join(texts)))]
        return queryset.filter(pk__in=found), False

    @admin.display(description=gettext_lazy("full name"), ordering="last_name")
    def full_name(self, user):
        return name_of(user)

    @admin.display(description=gettext_lazy("groups"))
    def in_groups(self, user):
        return ", ".join(sorted(group.name for group in user.groups.all())) or "–"

    @admin.display(description=gettext_lazy("second step"), boolean=True, ordering="has_phone")
    def second_step(self, user):
        return user.has_phone

    # Ways in

    def response_add(self, request, obj, post_url_continue=None):
        """A new colleague needs a link first of all."""
        if {"_addanother", "_popup"} & set(request.POST):
            return super().response_add(request, obj, post_url_continue)
        sentence = _("The account “%(name)s” is made. Its owner chooses the password by a link.")
        messages.success(request, sentence % {"name": obj.get_username()})
        return HttpResponseRedirect(reverse("admin:auth_user_link", args=[obj.pk]))

    @admin.display(description=gettext_lazy("signing in"))
    def ways_in(self, user):
        link = format_html(
            '<a href="{}">{}</a>',
            reverse("admin:auth_user_link", args=[user.pk]),
            _("Make a link for choosing a password"),
        )
        if not user.has_phone:
            return format_html("{} · {}", link, _("no second step"))
        address = reverse("admin:auth_user_two_step", args=[user.pk])
        return format_html('{} · <a href="{}">{}</a>', link, address, _("Remove the second step"))

    def get_urls(self):
        pages = [
            path("<id>/link/", self.admin_site.admin_view(self.link_view), name="auth_user_link"),
            path("<id>/two-step/", self.admin_site.admin_view(self.two_step_view), name="auth_user_two_step"),
        ]
        return [*pages, *super().get_urls()]

    def link_view(self, request, id):  # noqa: A002 - as Django names it
        """A link made once more is another link; an earlier one works until it is used or somebody signs in."""
        user = self._colleague(request, id)
        link = ""
        if request.method == "POST":
            link = link_for(user, request)
            note(What.LINK_MADE, account=user, by=request.user, request=request)
        return self._page(request, "link", _("A link for choosing a password"), user, link=link)

    def two_step_view(self, request, id):  # noqa: A002 - as Django names it
        """For a lost phone: all that the second step knows goes, and so does whatever the phone has open."""
        user = self._colleague(request, id)
        if request.method != "POST":
            return self._page(request, "remove_two_step", _("Remove the second step"), user)
        two_step.switch_off(user)
        end_sessions(user)
        note(What.TWO_STEP_OFF, account=user, by=request.user, request=request)
        messages.success(
            request,
            _(
                "%(name)s signs in with the password alone from now on. All sessions of this account are ended."
            )
            % {"name": user.get_username()},
        )
        return HttpResponseRedirect(reverse("admin:auth_user_change", args=[user.pk]))

    def _colleague(self, request, key) -> User:
        user = self.get_object(request, key)
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        if user is None:
            raise Http404
        return user

    def _page(self, request, template, title, user, **context):
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": None,
            "opts": self.opts,
            "colleague": user,
            **context,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, f"admin/accounts/{template}.html", context)

    # The log

    def user_change_password(self, request, id, form_url=""):  # noqa: A002 - as Django names it
        before = (
            User.objects.filter(pk=id).values_list("password", flat=True).first() if id.isdecimal() else None
        )
        response = super().user_change_password(request, id, form_url)
        user = User.objects.filter(pk=id).first() if before else None
        if user and user.password != before:
            note(What.PASSWORD_CHANGED, account=user, by=request.user, request=request)
        return response

    def save_model(self, request, obj, form, change):
        request.rights_before = _rights_of(User.objects.get(pk=obj.pk)) if change else set()
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        user = User.objects.get(pk=form.instance.pk)
        detail = difference(request.rights_before, _rights_of(user))
        if detail:
            note(What.RIGHTS_CHANGED, account=user, by=request.user, request=request, detail=detail)

    def history_view(self, request, object_id, extra_context=None):
        if not self.has_view_or_change_permission(request) or not object_id.isdecimal():
            raise PermissionDenied
        return HttpResponseRedirect(_log_address(f"account__id__exact={object_id}"))


@admin.register(Group)
class StaffGroupAdmin(GroupAdmin):
    form = GroupForm
    list_display = ["name", "role", "members"]
    filter_horizontal = []
    fieldsets = [(None, {"fields": ["name", "permissions"]})]

    class Media:
        css = {"all": ["css/accounts.css"]}

    def changelist_view(self, request, extra_context=None):
        context = {"title": capfirst(self.opts.verbose_name_plural), **(extra_context or {})}
        return super().changelist_view(request, context)

    def get_queryset(self, request):
        return (
            super().get_queryset(request).select_related("staff_role").annotate(members_count=Count("user"))
        )

    @admin.display(description=gettext_lazy("role"))
    def role(self, group):
        role = getattr(group, "staff_role", None)
        return role.get_role_display() if role else "–"

    @admin.display(description=gettext_lazy("accounts"), ordering="members_count")
    def members(self, group):
        return group.members_count

    # The log

    def save_model(self, request, obj, form, change):
        request.rights_before = _rights_in(obj) if change else set()
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        detail = difference(request.rights_before, _rights_in(form.instance))
        if detail:
            about = form.instance.name
            note(What.RIGHTS_CHANGED, by=request.user, request=request, about=about, detail=detail)

    def delete_model(self, request, obj):
        self._note_end(request, obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for group in queryset:
            self._note_end(request, group)
        super().delete_queryset(request, queryset)

    def _note_end(self, request, group):
        detail = difference(_rights_in(group), set())
        note(What.RIGHTS_CHANGED, by=request.user, request=request, about=group.name, detail=detail)

    def history_view(self, request, object_id, extra_context=None):
        group = self.get_object(request, object_id)
        if group is None or not self.has_view_or_change_permission(request, group):
            raise PermissionDenied
        return HttpResponseRedirect(_log_address(f"about={group.name}"))


@admin.register(AccountEvent)
class AccountEventAdmin(DeskAdmin):
    list_display = ["at", "happened", "about", "by", "details", "from_where"]
    list_display_links = None
    list_filter = ["what", "at"]
    list_select_related = ["by"]
    search_fields = ["about", "account__username", "account__last_name", "account__first_name", "caller"]
    actions = None

    def lookup_allowed(self, lookup, value, request):
        return lookup in ("account__id__exact", "about") or super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def history_view(self, request, object_id, extra_context=None):
        return self.change_view(request, object_id)

    @admin.display(description=gettext_lazy("what happened"), ordering="what")
    def happened(self, event):
        return event.get_what_display()

    @admin.display(description=gettext_lazy("details"))
    def details(self, event):
        return in_words(event.detail)

    @admin.display(description=gettext_lazy("caller"), ordering="caller")
    def from_where(self, event):
        """Enough to tell callers apart by eye."""
        return event.caller[:6] or "–"


def _is_within_reach(user, other) -> bool:
    """Only a superuser has power over a superuser."""
    return user.is_superuser or not (other and other.is_superuser)


def _has_all(sought, folded) -> bool:
    return all(word in folded for word in sought)


def _rights_of(user) -> set[str]:
    """Groups by name and marks by column, as the log holds them."""
    return {group.name for group in user.groups.all()} | {mark for mark in MARKS if getattr(user, mark)}


def _rights_in(group) -> set[str]:
    held = Permission.objects.filter(group=group).values_list("content_type__app_label", "codename")
    return {f"{label}.{codename}" for label, codename in held}


def _log_address(query) -> str:
    return f"{reverse('admin:hub_accountevent_changelist')}?{query}"
