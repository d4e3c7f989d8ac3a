"""A synthetic network: invented organizations of realistic names, words, places and skew, to try and measure the
portal at size.

Organization number 7 of a seed is the same in a network of 10 and of 20,000. Every record says in its own words that
it is synthetic, and cites a source that says so too. Tax codes begin with 0000, as no real one does; addresses of
sites and e-mail end in .example. No person is made. Rows go in by batches, past the services, so no history is kept.
"""

from organizations.duplicates import DUPLICATES
from organizations.models import Organization
from organizations.synthetic.composing import LISTS, PARTS, Draft, compose
from organizations.synthetic.stock import SOURCE_TITLE, Stock

BATCH = 250


class NotAlone(Exception):
    """The database holds organizations already; the message says which and what to do."""


def synthetic():
    """The organizations that this module made, whoever edited them since."""
    return Organization.objects.filter(sources__title=SOURCE_TITLE)


def check_alone(*, beside: bool):
    """`NotAlone` beside real organizations, unless `beside`, and always beside a synthetic network."""
    if synthetic().exists():
        raise NotAlone(
            f"{synthetic().count()} synthetic organizations are here already; take an empty database."
        )
    others = Organization.objects.count()
    if others and not beside:
        raise NotAlone(
            f"{others} organizations that are not synthetic are here. Take an empty database, "
            "or say --beside if invented organizations may stand among them."
        )


def make(size: int, *, seed: int, tell=lambda done: None):
    """Write the organizations 1 to `size` of this seed; `tell(done)` after every batch. Run it in a transaction."""
    stock = Stock()
    umbrellas: dict[int, int] = {}
    for start in range(1, size + 1, BATCH):
        drafts = [compose(number, seed, stock) for number in range(start, min(start + BATCH, size + 1))]
        # Those that stand above others go in first, so that the others can point at them.
        for stage in ([d for d in drafts if d.is_umbrella], [d for d in drafts if not d.is_umbrella]):
            for draft in stage:
                for link, number in draft.links.items():
                    setattr(draft.organization, f"{link}_id", umbrellas[number])
            _write(stage)
            umbrellas |= {draft.number: draft.organization.pk for draft in stage if draft.is_umbrella}
        tell(drafts[-1].number)


def _write(drafts: list[Draft]):
    Organization.objects.bulk_create([draft.organization for draft in drafts])
    for part in PARTS:
        rows = [row for draft in drafts for row in draft.parts[part]]
        for row in rows:
            row.organization_id = row.organization.pk
        Organization._meta.get_field(part).related_model.objects.bulk_create(rows)
    for name in LISTS:
        relation = Organization._meta.get_field(name)
        through, term = relation.remote_field.through, f"{relation.m2m_reverse_field_name()}_id"
        through.objects.bulk_create(
            through(**{"organization_id": draft.organization.pk, term: one.pk})
            for draft in drafts
            for one in draft.lists[name]
        )
    DUPLICATES.refresh(Organization.objects.filter(pk__in=[draft.organization.pk for draft in drafts]))
