"""The synthetic network of the whole portal: each app makes its part, the earlier ones first."""

from django.db import transaction

from organizations import synthetic as organizations

MAKERS = (organizations.make,)


@transaction.atomic
def make_network(size: int, *, seed: int, beside: bool = False, tell=lambda done: None):
    """A network around `size` organizations; `organizations.NotAlone` where it may not stand. All of it or nothing."""
    organizations.check_alone(beside=beside)
    for make in MAKERS:
        make(size, seed=seed, tell=tell)
