"""The forms behind the pages of the desk: what is said beside the boxes, and what rows must agree on."""

from django.forms import BaseInlineFormSet, ModelForm
from django.utils.translation import gettext_lazy as _

from organizations import models, rules, services
from portal.kit.admin import DeskForm, slug_preparation
from portal.kit.duplicates.desk import DuplicateWarning


class RowsFormSet(BaseInlineFormSet):
    """Rows that are checked together; `check` gets the rows that will stand."""

    check = None

    def clean(self):
        super().clean()
        if any(self.errors) or self.check is None:
            return
        rows = [
            f.instance
            for f in self.forms
            if f not in self.deleted_forms and (f.has_changed() or f.instance.pk)
        ]
        self.check(rows)


class PlacesFormSet(RowsFormSet):
    def check(self, rows):
        rules.check_one_open_seat(rows)


class NamesFormSet(RowsFormSet):
    def check(self, rows):
        rules.check_names_differ(self.instance, rows)


class OrganizationForm(DuplicateWarning, DeskForm):
    prepare = staticmethod(services.prepare)

    class Meta:
        help_texts = {
            "name_en": _("As the organization itself writes it; empty when it has none."),
            "description_vi": _(
                "Two or three paragraphs: what it does, for whom, since when; an empty line between them."
            ),
            "mission_vi": _("One or two sentences in its own words."),
            "local_name": _("For example the Lao name of an organization in Laos."),
            "website": _("With https:// at its beginning."),
            "address": _(
                "Street and number as the organization writes them; the province goes into “seat” below."
            ),
            "governing_body": _("The body that oversees it by law, for example VUSTA."),
            "parent": _("For a branch or an office: the organization it is a part of."),
            "state_sector_vi": _("For example: lao động, người có công và xã hội."),
        }


class FigureForm(ModelForm):
    class Meta:
        help_texts = {
            "what_vi": _("For example: tổ chức thành viên."),
            "value": _("The number as it was published; “more than” and “about” go before it."),
        }


class RegistrationForm(ModelForm):
    class Meta:
        help_texts = {
            "authority": _("For example: Liên hiệp các Hội Khoa học và Kỹ thuật Việt Nam."),
            "decision_number": _("As written, for example 1256/QĐ-LHHVN."),
        }


class PlaceForm(DeskForm):
    prepare = slug_preparation(models.Place, lambda place: place.name_vi)
