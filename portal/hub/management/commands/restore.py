from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal.kit.backup import BackupError, restore_backup


class Command(BaseCommand):
    help = "Replaces the database and all uploaded files by those of a backup. Stop the web server first."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path)
        parser.add_argument(
            "--yes", action="store_true", help="Do not ask: everything that is there now is replaced."
        )

    def handle(self, path, yes, **options):
        if not yes and input("Everything that is there now is replaced. Type yes to go on: ") != "yes":
            raise CommandError("Nothing was changed.")
        try:
            restore_backup(path.resolve())
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            "Restored. If the backup is older than this version, run `manage.py migrate`. Start the server."
        )
