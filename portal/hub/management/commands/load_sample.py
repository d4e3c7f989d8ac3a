from django.core.management.base import BaseCommand

from portal.hub.sample_network import load_sample


class Command(BaseCommand):
    help = "Loads the sample network (facts of five public documents). What was loaded once is never touched again."

    def handle(self, **options):
        loaded = load_sample()
        if any(loaded.values()):
            self.stdout.write(
                f"Sample network: {loaded['organizations']} organizations, {loaded['pages']} pages loaded."
            )
        else:
            self.stdout.write("Sample network: already there, nothing changed.")
