"""The page by which an officer erases what the portal knows of a person."""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ProtectedError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.kit.erasing.elsewhere import mentions
from portal.kit.erasing.erasure import erase, holdings
from portal.kit.erasing.models import Erasure
from portal.kit.erasing.subject import subject
from portal.kit.history import Way, recording
from portal.kit.publication import may


class RequestForm(forms.ModelForm):
    """Upon which request; and that the person at the desk means it."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Erasure
        fields = ["asked_by", "asked_on", "reference"]
        widgets = {"asked_on": forms.DateInput(attrs={"placeholder": "31/12/2026"})}

    def clean_asked_on(self):
        day = self.cleaned_data["asked_on"]
        if day > timezone.localdate():
            raise ValidationError(_("A request cannot come from the future."))
        return day


class ErasingPages:
    """For a `DeskAdmin` of people, whose model says `personal_columns`."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.erase_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_erase"
        return [path("<path:object_id>/erase/", view, name=name), *super().get_urls()]

    def has_erase_permission(self, request, obj=None) -> bool:
        return self.has_delete_permission(request, obj) and may(request.user, "add", Erasure)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and self.has_erase_permission(request, obj):
            context["erase_address"] = self._erase_address(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _erase_address(self, record) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_erase"
        return reverse(name, args=[record.pk], current_app=self.admin_site.name)

    def erase_view(self, request, object_id):
        """What holds data of this person; sent, it is all emptied."""
        record = self.get_object(request, unquote(object_id))
        if not self.has_erase_permission(request, record):
            raise PermissionDenied
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        form = RequestForm(
            request.POST or None,
            initial={"asked_on": timezone.localdate(), "seen_version": record.version},
        )
        if request.method == "POST" and form.is_valid() and self._erased(request, record, form):
            messages.success(
                request, _("All personal data of this contact are erased. A stub without them stays.")
            )
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
            return HttpResponseRedirect(reverse(name, current_app=self.admin_site.name))
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "title": _("Erase the personal data of %(record)s") % {"record": record},
            "subtitle": None,
            "opts": self.opts,
            "object": record,
            "form": form,
            "holdings": holdings(record),
            "mentions": [
                {"kind": one.record._meta.verbose_name, "name": str(one.record), "column": one.column}
                for one in mentions(subject(record))
            ],
            "address": reverse(
                f"admin:{self.opts.app_label}_{self.opts.model_name}_change",
                args=[record.pk],
                current_app=self.admin_site.name,
            ),
        }
        return TemplateResponse(request, "admin/erasing/erase.html", context)

    def _erased(self, request, record, form) -> bool:
        how = dict(form.cleaned_data)
        try:
            with recording(by=request.user, way=Way.FORM):
                erase(record, by=request.user, seen=how.pop("seen_version"), **how)
        except ValidationError as problem:
            form.add_error(None, problem)
            return False
        except ProtectedError as problem:
            names = ", ".join(str(one) for one in list(problem.protected_objects)[:5])
            form.add_error(
                None, _("These still name the contact. Change them first: %(names)s") % {"names": names}
            )
            return False
        return True
