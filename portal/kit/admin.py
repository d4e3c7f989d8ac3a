"""The base of every page of the staff desk: clean search, no silent overwriting, history of every way in."""

from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters, admin_urlname
from django.contrib.admin.utils import quote
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import CASCADE, PROTECT, Q
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from portal.kit.choosing import DeskFields
from portal.kit.conflicts.desk import ConflictsOfForm
from portal.kit.history import Way, recording
from portal.kit.publication import TRANSITIONS, Publication, may, may_change, may_delete
from portal.kit.restoring.desk import HistoryPages
from portal.kit.search import Query, SearchQuerySet, fitted
from portal.kit.shown_versions import VersionsOfList
from portal.kit.slugs import check_slug_is_free, free_slug, keep_former_slug
from portal.kit.text import words
from portal.kit.versions import Conflict, Versioned

SAME_MOMENT = gettext_lazy(
    "Somebody else saved the same thing at the same moment. Nothing was written; look and try again."
)

# Django's own templates say this as a plural, its Vietnamese catalogue does not: ours has to hold it.
ERRORS_BELOW = ngettext_lazy("Please correct the error below.", "Please correct the errors below.")


class Remembered(forms.CharField):
    """A hidden text that the form carries along; nobody changes it."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        return False


class DeskForm(forms.ModelForm):
    """A form that knows which version of the record it showed, with what in it, and prepares the record as services do.

    `refusal` is what the database or a rule said when the same form was about to be written.
    """

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seen_values = Remembered(required=False)
    prepare = None
    refusal = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen_version"].initial = getattr(self.instance, "version", None)

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and isinstance(self.instance, Versioned):
            rows = type(self.instance)._base_manager.select_for_update().filter(pk=self.instance.pk)
            newest = rows.values_list("version", flat=True).first()
            if newest is None or newest != self.cleaned_data.get("seen_version"):
                raise Conflict(self.instance)
        if self.refusal:
            raise ValidationError(self.refusal)
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        if not self.errors and self.prepare:
            try:
                type(self).prepare(self.instance)
            except ValidationError as problem:
                self.add_error(None, problem)


class DeskAdmin(HistoryPages, ConflictsOfForm, VersionsOfList, DeskFields, admin.ModelAdmin):
    """`finish(record)` is called once a record and its rows are written, as services call it."""

    form = DeskForm
    list_per_page = 50
    show_full_result_count = False

    def finish(self, record):
        """Derived data of the whole record; nothing by default."""

    # Forms

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "desk_refusal", None)
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A refusal that only shows while writing undoes everything; the form comes back as it was typed."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with recording(by=request.user, way=Way.FORM):
            try:
                with transaction.atomic():
                    asking = self.bring_together(request, object_id) if object_id else None
                    return asking or super().changeform_view(request, object_id, form_url, extra_context)
            except (ValidationError, IntegrityError) as problem:
                request.desk_refusal = getattr(problem, "messages", None) or [str(SAME_MOMENT)]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        carries = change and "seen_version" in form.fields
        if carries and not form.is_bound:
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            self.remember_what_is_shown(form, formsets, obj)
        context["seen"] = [form["seen_version"], form["seen_values"]] if carries else []
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None):
        """Parts that hold nothing yet are folded, so that the form is as long as what is known."""
        inlines = super().get_inline_formsets(request, formsets, inline_instances, obj)
        for inline in inlines:
            if not inline.formset.is_bound and not inline.formset.initial_forms:
                inline.classes = f"{inline.classes} collapse".strip()
        return inlines

    def save_model(self, request, obj, form, change):
        if change and not form.has_changed():
            return
        if change and isinstance(obj, Versioned):
            obj.version += 1
        super().save_model(request, obj, form, change)
        if change and "slug" in form.changed_data:
            keep_former_slug(obj, before=form.initial["slug"])

    def save_related(self, request, form, formsets, change):
        record = form.instance
        rows_changed = any(formset.has_changed() for formset in formsets)
        if change and rows_changed and not form.has_changed() and isinstance(record, Versioned):
            record.version += 1
            record.save()
        super().save_related(request, form, formsets, change)
        if form.has_changed() or rows_changed or not change:
            self.finish(record)

    # Deleting

    def delete_view(self, request, object_id, extra_context=None):
        with recording(by=request.user, way=Way.FORM):
            return super().delete_view(request, object_id, extra_context)

    def get_deleted_objects(self, objs, request):
        """Whatever names a record protects it, a list of terms or sources as a foreign key does."""
        to_delete, counts, lacking, protected = super().get_deleted_objects(objs, request)
        links = [relation.remote_field.through._meta for relation in self.opts.many_to_many]
        counts = {
            name: count
            for name, count in counts.items()
            if name not in {link.verbose_name_plural for link in links}
        }
        told = _without(to_delete, tuple(f"{capfirst(link.verbose_name)}: " for link in links))
        return told, counts, lacking, self._holders(objs) or protected

    def _holders(self, objs) -> list[str]:
        holders = []
        for relation in self.opts.get_fields(include_hidden=True):
            if not relation.auto_created or relation.concrete:
                continue
            is_list = relation.many_to_many and relation.through._meta.auto_created
            if is_list or getattr(relation, "on_delete", None) is PROTECT:
                found = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": objs})
                holders += [self._named(holder) for holder in found.distinct()]
        return holders

    def _named(self, holder) -> str:
        """With a link; a row without a page of its own is named with the record that it is a part of."""
        kind = capfirst(holder._meta.verbose_name)
        if self.admin_site.is_registered(type(holder)):
            name = admin_urlname(holder._meta, "change")
            url = reverse(name, args=[quote(holder.pk)], current_app=self.admin_site.name)
            return format_html('{}: <a href="{}">{}</a>', kind, url, holder)
        wholes = [
            f.name for f in holder._meta.fields if f.is_relation and f.remote_field.on_delete is CASCADE
        ]
        whole = getattr(holder, wholes[0], None) if wholes else None
        return format_html("{} · {}: {}", self._named(whole), kind, holder) if whole else f"{kind}: {holder}"

    # Lists

    def changelist_view(self, request, extra_context=None):
        context = {"title": capfirst(self.opts.verbose_name_plural), **(extra_context or {})}
        with recording(by=request.user, way=Way.ACTION):
            return super().changelist_view(request, context)

    def read_query(self, term: str) -> Query:
        return Query(typed=term)

    def get_search_results(self, request, queryset, search_term):
        """Words in any order, from their beginning, with or without marks."""
        if not search_term.strip():
            return queryset, False
        if isinstance(queryset, SearchQuerySet):
            return queryset.matching(fitted(queryset, self.read_query(search_term))), False
        if any(field.name == "folded" for field in self.model._meta.fields):
            sought = words(search_term)
            condition = Q() if sought else Q(pk__in=[])
            for word in sought:
                condition &= Q(folded__contains=f" {word}")
            return queryset.filter(condition), False
        return super().get_search_results(request, queryset, search_term)

    # The public page

    def get_view_on_site_url(self, obj=None):
        if obj is None or not hasattr(obj, "get_absolute_url"):
            return None
        return obj.get_absolute_url()


def _without(nested: list, beginnings: tuple) -> list:
    """Django's nested list of what goes, less the rows of lists, which say nothing that a person could read."""
    kept = [_without(one, beginnings) if isinstance(one, list) else one for one in nested]
    return [one for one in kept if one and not str(one).startswith(beginnings)]


class DeskInline(DeskFields, admin.StackedInline):
    """Rows under one another, each field with its label: readable on a phone and by a screen reader."""

    extra = 0


@dataclass(frozen=True)
class Move:
    """One way a record's publication can go, as the desk offers and reports it."""

    to: str
    button: str | Promise
    done: str | Promise
    done_in_list: str | Promise


MOVES = {
    "publish": Move(
        to=Publication.PUBLISHED,
        button=gettext_lazy("Save and publish"),
        done=gettext_lazy("“%(record)s” is saved and published: everybody can see it now."),
        done_in_list=ngettext_lazy(
            "%(count)s record is published now.", "%(count)s records are published now.", "count"
        ),
    ),
    "archive": Move(
        to=Publication.ARCHIVED,
        button=gettext_lazy("Save and archive"),
        done=gettext_lazy(
            "“%(record)s” is saved and archived: it left lists and search and keeps its address."
        ),
        done_in_list=ngettext_lazy(
            "%(count)s record is archived now.", "%(count)s records are archived now.", "count"
        ),
    ),
    "return_to_draft": Move(
        to=Publication.DRAFT,
        button=gettext_lazy("Save and return to draft"),
        done=gettext_lazy("“%(record)s” is saved and a draft again: only staff see it."),
        done_in_list=ngettext_lazy(
            "%(count)s record is a draft again.", "%(count)s records are drafts again.", "count"
        ),
    ),
}


class PublicationAdmin(DeskAdmin):
    """Adds publishing: buttons under the form and actions on the list, all through `move_publication`."""

    actions = ["publish", "archive", "return_to_draft"]

    def move_publication(self, record, *, to, by, seen, way):
        raise NotImplementedError

    def has_publish_permission(self, request, obj=None) -> bool:
        return may(request.user, "publish", self.model)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or may_change(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or may_delete(request.user, obj))

    @admin.action(description=gettext_lazy("Publish the chosen records"), permissions=["publish"])
    def publish(self, request, queryset):
        self._move_all(request, queryset, MOVES["publish"])

    @admin.action(description=gettext_lazy("Archive the chosen records"), permissions=["publish"])
    def archive(self, request, queryset):
        self._move_all(request, queryset, MOVES["archive"])

    @admin.action(description=gettext_lazy("Return the chosen records to draft"), permissions=["publish"])
    def return_to_draft(self, request, queryset):
        self._move_all(request, queryset, MOVES["return_to_draft"])

    def _move_all(self, request, queryset, move):
        """Each record by itself, as the list showed it: what can move moves, each refusal is said."""
        moved = 0
        for record in queryset:
            try:
                seen = self.version_shown(request, record)
                self.move_publication(record, to=move.to, by=request.user, seen=seen, way=Way.ACTION)
                moved += 1
            except ValidationError as problem:
                for sentence in problem.messages:
                    messages.warning(request, sentence)
        if moved:
            messages.success(request, move.done_in_list % {"count": moved})

    def response_add(self, request, obj, post_url_continue=None):
        return self._move_after_save(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._move_after_save(request, obj) or super().response_change(request, obj)

    def _move_after_save(self, request, obj):
        """The button «save and publish» and its like: the change is saved already, now the record moves."""
        move = MOVES.get(request.POST.get("_move"))
        if move is None or not self.has_publish_permission(request, obj):
            return None
        try:
            self.move_publication(obj, to=move.to, by=request.user, seen=obj.version, way=Way.FORM)
            messages.success(request, move.done % {"record": obj})
        except ValidationError as problem:
            messages.warning(request, _("“%(record)s” is saved, but stays as it was:") % {"record": obj})
            for sentence in problem.messages:
                messages.error(request, sentence)
        address = reverse(
            admin_urlname(self.opts, "change"), args=[quote(obj.pk)], current_app=self.admin_site.name
        )
        kept = {"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}
        return HttpResponseRedirect(add_preserved_filters(kept, address))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        now = obj.publication if obj else Publication.DRAFT
        may_save = self.has_change_permission(request, obj) if change else self.has_add_permission(request)
        offered = may_save and self.has_publish_permission(request, obj) and not context["is_popup"]
        context["moves"] = [
            {"name": name, "label": move.button}
            for name, move in MOVES.items()
            if offered and move.to in TRANSITIONS[now]
        ]
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description=gettext_lazy("state"), ordering="publication")
    def state(self, record):
        """The publication as a word with its colour."""
        colour = {Publication.PUBLISHED: "is-good", Publication.DRAFT: "is-soon"}.get(record.publication, "")
        return format_html('<span class="state {}">{}</span>', colour, record.get_publication_display())


class TermAdmin(DeskAdmin):
    """A word list."""

    list_display = ["name_vi", "name_en", "code", "position", "is_active"]
    list_display_links = ["name_vi"]
    list_filter = ["is_active"]
    search_fields = ["folded"]
    fieldsets = [(None, {"fields": [("name_vi", "name_en"), ("code", "position"), "is_active"]})]

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []

    def get_search_results(self, request, queryset, search_term):
        """Forms offer the words in use; lists find the retired ones too."""
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            queryset = queryset.in_use()
        return super().get_search_results(request, queryset, search_term)


def slug_preparation(model, text_of):
    """A `prepare` for records whose slug comes from a text: fills an empty slug, refuses one that leads elsewhere."""

    def prepare(record):
        if not record.slug:
            record.slug = free_slug(model, text_of(record), record=record)
        check_slug_is_free(model, record.slug, record=record)

    return staticmethod(prepare)
