from django.core.management.base import BaseCommand

from organizations.models import Organization, Place
from organizations.search import refresh_organizations, refresh_places


class Command(BaseCommand):
    help = (
        "Writes anew what organizations and places are found by. Needed only after an upgrade that says so."
    )

    def handle(self, **options):
        refresh_places(Place.objects.all())
        refresh_organizations(Organization.objects.all())
        self.stdout.write("Search: every organization and place is indexed anew.")
