from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.kit.backup import BackupError, make_backup


class Command(BaseCommand):
    help = "Writes one archive with the database and all uploaded files."

    def add_arguments(self, parser):
        parser.add_argument("path", nargs="?", type=Path, help="Default: var/backups/portal-DATE-TIME.tar.gz")

    def handle(self, path, **options):
        default = (
            settings.BASE_DIR / "var" / "backups" / f"portal-{timezone.localtime():%Y%m%d-%H%M%S}.tar.gz"
        )
        try:
            written = make_backup((path or default).resolve())
        except BackupError as error:
            raise CommandError(str(error)) from error
        size = written.stat().st_size / 1024 / 1024
        self.stdout.write(f"Backup: {written} ({size:.1f} MB). Keep it where only you can read it.")
