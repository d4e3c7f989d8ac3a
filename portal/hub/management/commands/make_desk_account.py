import secrets

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

NAME = "canbo"


class Command(BaseCommand):
    help = (
        "Makes the first staff account, with every right, and prints its name and password, if there is none."
    )

    def handle(self, **options):
        accounts = get_user_model().objects
        if accounts.filter(is_staff=True).exists():
            self.stdout.write("Staff account: already there (forgotten? manage.py changepassword NAME).")
            return
        password = "-".join(secrets.token_hex(2) for _ in range(4))
        accounts.create_superuser(NAME, password=password)
        self.stdout.write(f"Staff account: {NAME}   password: {password}")
