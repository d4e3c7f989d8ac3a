"""Two organizations that are one: what becomes of everything that names them."""

from organizations import models, services
from organizations.duplicates import DUPLICATES
from organizations.models import OrganizationName
from organizations.rules import check_no_circle
from portal.kit.merging.columns import MERGED
from portal.kit.merging.planning import Merging, Plan
from portal.kit.merging.relations import ANEW, FOLLOW, Follow, on_merge


def _is_current_name(row) -> bool:
    """As `rules.check_names_differ` has it."""
    names = (row.organization.name_vi, row.organization.name_en)
    return row.kind != OrganizationName.Kind.TRANSLATED and row.text in names


def _in_order(pair) -> None:
    if pair.first_id > pair.second_id:
        pair.first, pair.second = pair.second, pair.first


def _is_no_pair(pair) -> bool:
    return pair.first_id == pair.second_id


on_merge(models.Organization, parent=FOLLOW, governing_body=FOLLOW, successor=FOLLOW)
on_merge(models.OrganizationName, organization=Follow(says_nothing=_is_current_name))
for part in (
    models.OrganizationPlace,
    models.Identifier,
    models.Service,
    models.OrganizationFigure,
    models.Registration,
    models.Verification,
    models.TransparencyDocument,
    models.Affiliation,
):
    on_merge(part, organization=FOLLOW)
_PAIR = Follow(settle=_in_order, says_nothing=_is_no_pair, is_open=True)
on_merge(models.OrganizationNotDuplicate, first=_PAIR, second=_PAIR)
on_merge(models.OrganizationKey, record=ANEW)
on_merge(models.OrganizationPair, first=ANEW, second=ANEW)


class OrganizationMerging(Merging):
    model = models.Organization
    together = (
        ("local_name", "local_language"),
        # Only a State body has a level and a sector.
        ("kind", "state_level", "state_sector_vi", "state_sector_en"),
    )

    shown, facts_of = DUPLICATES.shown, DUPLICATES.facts_of

    def added(self, plan: Plan):
        """A name that was not chosen stays one by which the organization is found."""
        texts = {row.text for row in _names_that_stay(plan)}
        texts |= {plan.columns.values[column] for column in ("name_vi", "name_en", "acronym", "local_name")}
        kinds = OrganizationName.Kind
        for difference in plan.columns.differences:
            other = plan.survivor if difference.stands == MERGED else plan.merged
            kind, language = {
                "name_vi": (kinds.ALIAS, "vi"),
                "name_en": (kinds.ALIAS, "en"),
                "acronym": (kinds.SHORT, "vi"),
                "local_name": (kinds.TRANSLATED, other.local_language),
            }.get(difference.key, (None, ""))
            text = getattr(other, difference.key) if kind else ""
            if text and text not in texts:
                texts.add(text)
                yield OrganizationName(organization=plan.survivor, kind=kind, text=text, language=language)

    def prepare(self, survivor):
        check_no_circle(survivor)

    def finish(self, record):
        services.finish(record)


def _names_that_stay(plan):
    gone = {step.row.pk for step in plan.taken if isinstance(step.row, OrganizationName)}
    rows = [*plan.survivor.names.all(), *plan.merged.names.all()]
    return [row for row in rows if row.pk not in gone]


MERGING = OrganizationMerging()
