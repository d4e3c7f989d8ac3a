"""The word lists by which organizations are filtered."""

from organizations.models import FieldOfWork, Goal, GroupServed, ServiceKind
from portal.kit.kept import part

TERMS = {"field": FieldOfWork, "group": GroupServed, "goal": Goal, "service": ServiceKind}
"""The filters whose values are terms: the name of the filter to the list of words."""


@part
def known_terms(kept) -> dict[str, dict[str, object]]:
    """For each filter of `TERMS` its terms by the value that addresses carry, in the order of the list."""
    return {name: {_value(term): term for term in model.objects.all()} for name, model in TERMS.items()}


def _value(term) -> str:
    return str(term.pk) if isinstance(term, Goal) else term.code
