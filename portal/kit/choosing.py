"""Choosing records on the desk: by typing, with few icons beside it, without trusting what comes back."""

from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import ValidationError
from django.db import models


class _KnownOnly:
    """A form that comes back shows again what was chosen; what cannot be a key at all would break Django's widget."""

    def optgroups(self, name, value, attrs=None):
        return super().optgroups(name, [key for key in value if not key or self._may_be_a_key(key)], attrs)

    def _may_be_a_key(self, key) -> bool:
        try:
            self.field.target_field.to_python(key)
        except ValidationError:
            return False
        return True


class OneSelect(_KnownOnly, AutocompleteSelect):
    """The choice of nothing has a name: an option without one is not valid HTML."""

    def create_option(self, name, value, label, *args, **kwargs):
        return super().create_option(name, value, label or "–", *args, **kwargs)


class SeveralSelect(_KnownOnly, AutocompleteSelectMultiple):
    """Without the cross that empties it all at a slip, which also stands where only items of the list may stand."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        return {**super().build_attrs(base_attrs, extra_attrs), "data-allow-clear": "false"}


class DeskFields:
    """How an admin or inline of the desk shows its fields."""

    # A web address typed without its beginning is taken as https, as Django does from 6.0 on.
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", OneSelect(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SeveralSelect(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Beside a relation one may look at what is chosen and add what is missing; it is changed at its own place."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_delete_related = False
        return field
