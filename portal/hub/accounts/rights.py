"""Rights as people read them: by the kind of record, in the language of the page. Django names them in English only."""

from django import forms
from django.apps import apps
from django.contrib.auth.models import Permission, User
from django.db.models import Q
from django.forms.models import ModelChoiceIterator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from portal.hub.accounts.roles import DECLARED
from portal.hub.admin_site import SECTIONS
from portal.kit.publication import Publishable
from portal.kit.roles import gathered

VERBS = {
    "view": gettext_lazy("see"),
    "add": gettext_lazy("add"),
    "change": gettext_lazy("change"),
    "delete": gettext_lazy("delete"),
    "publish": gettext_lazy("publish; change and delete what is public"),
    "export": gettext_lazy("download lists"),
}
VERBS_ON_DRAFTS = {
    **VERBS,
    "change": gettext_lazy("change drafts"),
    "delete": gettext_lazy("delete drafts"),
}


def kind_of(label: str, codename: str) -> str:
    """The kind of record that "organizations", "view_organization" is about."""
    model = _model(label, codename)
    return capfirst(str(model._meta.verbose_name_plural)) if model else label


def verb_of(label: str, codename: str) -> str:
    """What may be done; the code where we have no word."""
    model = _model(label, codename)
    verbs = VERBS_ON_DRAFTS if model and issubclass(model, Publishable) else VERBS
    return str(verbs.get(codename.partition("_")[0], codename))


def in_words(detail: list[str]) -> str:
    """What came and went in the rights of an account or a group (`log.difference`)."""
    signs = {"+": "+", "-": "−"}
    return "; ".join(f"{signs[one[0]]} {_name(one[1:])}" for one in detail)


def _name(one: str) -> str:
    """Of a right, of a mark of an account, of a group."""
    label, _dot, codename = one.partition(".")
    if _model(label, codename):
        return f"{kind_of(label, codename)}: {verb_of(label, codename)}"
    if one.startswith("is_"):
        return str(User._meta.get_field(one).verbose_name)
    return one


def _model(label, codename):
    try:
        return apps.get_model(label, codename.rpartition("_")[2])
    except LookupError:
        return None


def offered_rights() -> Q:
    """All rights on the kinds of records that some role has to do with."""
    condition = Q()
    for right in set().union(*gathered(DECLARED).values()):
        label, _dot, codename = right.partition(".")
        condition |= Q(content_type__app_label=label, content_type__model=codename.rpartition("_")[2])
    return condition


class _ByKind(ModelChoiceIterator):
    """Choices under the kinds of record, each with its verbs in one order."""

    def __iter__(self):
        kinds: dict[str, list] = {}
        for right in sorted(self.queryset, key=_menu_place):
            kinds.setdefault(kind_of(right.content_type.app_label, right.codename), []).append(right)
        for kind, rights in kinds.items():
            yield kind, [self.choice(right) for right in sorted(rights, key=_place)]


def _menu_place(right) -> tuple:
    """As on the desk's menu; parts of records after what has a list of its own."""
    model = right.content_type.model_class()
    order = [one.lower() for _name, models in SECTIONS for one in models]
    labels = list(dict.fromkeys(one.partition(".")[0] for one in order))
    label, key = right.content_type.app_label, model._meta.label_lower if model else ""
    return (
        labels.index(label) if label in labels else len(labels),
        order.index(key) if key in order else len(order),
        kind_of(label, right.codename),
    )


def _place(right) -> int:
    verb = right.codename.partition("_")[0]
    return list(VERBS).index(verb) if verb in VERBS else len(VERBS)


class RightsChoice(forms.CheckboxSelectMultiple):
    template_name = "admin/accounts/rights.html"


class RightsField(forms.ModelMultipleChoiceField):
    iterator = _ByKind
    widget = RightsChoice

    def label_from_instance(self, right):
        return verb_of(right.content_type.app_label, right.codename)


class GroupForm(forms.ModelForm):
    permissions = RightsField(
        Permission.objects.none(),
        label=gettext_lazy("Rights"),
        required=False,
        help_text=gettext_lazy("What you change here stays so when the portal is upgraded."),
    )

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        shown = offered_rights()
        if self.instance.pk:
            # What the group holds beside them stays its own, and in view.
            shown |= Q(pk__in=self.instance.permissions.values("pk"))
        self.fields["permissions"].queryset = (
            Permission.objects.filter(shown)
            .select_related("content_type")
            .order_by("content_type__app_label", "content_type__model", "codename")
        )
