"""The staff desk for what belongs to the site as a whole, and for sources, which every app uses."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.hub.models import SitePage
from portal.kit.admin import DeskAdmin
from portal.kit.choosing import DeskFields
from portal.kit.sources import Source


@admin.register(SitePage)
class SitePageAdmin(DeskAdmin):
    """Each page has its address in `urls.py`: staff write it, they do not invent or remove one."""

    list_display = ["title_vi", "title_en", "updated_at"]
    fieldsets = [(None, {"fields": ["key", ("title_vi", "title_en"), ("body_vi", "body_en")]})]

    def get_readonly_fields(self, request, obj=None):
        return ["key"] if obj else []

    def has_add_permission(self, request):
        return super().has_add_permission(request) and SitePage.objects.count() < len(SitePage.Key)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_view_on_site_url(self, obj=None):
        return reverse(obj.key) if obj else None


@admin.register(Source)
class SourceAdmin(DeskAdmin):
    list_display = ["title", "publisher", "published", "language"]
    list_filter = ["language"]
    search_fields = ["folded"]
    fieldsets = [(None, {"fields": ["title", ("publisher", "published", "language"), "url", "note"]})]


admin.site.unregister([User, Group])


@admin.register(User)
class StaffAdmin(DeskFields, UserAdmin):
    """Rights come by groups: one glance tells what somebody may do."""

    list_display = ["username", "last_name", "first_name", "email", "is_active", "is_superuser"]
    list_filter = ["is_active", "is_staff", "is_superuser", "groups"]
    filter_horizontal = []
    autocomplete_fields = ["groups"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (_("Account"), {"fields": ["username", "password"]}),
        (_("Person"), {"fields": [("last_name", "first_name"), "email"]}),
        (_("Rights"), {"fields": [("is_active", "is_staff", "is_superuser"), "groups"]}),
        (_("Dates"), {"fields": [("last_login", "date_joined")]}),
    ]


@admin.register(Group)
class StaffGroupAdmin(GroupAdmin):
    filter_horizontal = []
