import argparse

from django.core.management.base import BaseCommand, CommandError
from django.db import reset_queries

from organizations.synthetic import NotAlone
from portal.hub.synthetic import make_network


class Command(BaseCommand):
    help = (
        "Makes a synthetic network of so many organizations, every record marked as synthetic, to try and measure "
        "the portal at size. The same number and seed always make the same network."
    )

    def add_arguments(self, parser):
        parser.add_argument("size", type=_count, help="how many organizations, for example 20000")
        parser.add_argument("--seed", type=int, default=1, help="another seed makes another network (1)")
        parser.add_argument("--beside", action="store_true", help="also where other organizations are")

    def handle(self, *, size, seed, beside, **options):
        try:
            make_network(size, seed=seed, beside=beside, tell=self._tell)
        except NotAlone as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(f"Synthetic network: {size} organizations from seed {seed}.")

    def _tell(self, done):
        reset_queries()  # DEBUG remembers them all, each with its rows
        self.stderr.write(f"{done} organizations", ending="\r")


def _count(text: str) -> int:
    if not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError("give a whole number from 1 up")
    return int(text)
