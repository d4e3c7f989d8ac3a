from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.kit.catalogues import compile_catalogues, refresh_catalogues


class Command(BaseCommand):
    help = "Keeps locale/ in step with the code (refresh), or makes the files that Django reads (compile)."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("act", choices=["refresh", "compile"])

    def handle(self, *, act, **options):
        base = Path(settings.BASE_DIR)
        if act == "refresh":
            for path, waiting in refresh_catalogues():
                self.stdout.write(f"{path.relative_to(base)}: {waiting} messages await a translation")
        for folder in settings.LOCALE_PATHS:
            for path in compile_catalogues(Path(folder)):
                self.stdout.write(f"{path.relative_to(base)} compiled")
