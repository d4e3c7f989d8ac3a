"""Uploaded documents: kept outside the static files, under names nobody can guess, sent by one guarded view."""

import uuid
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.deconstruct import deconstructible
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from portal.kit.text import clean_text, slugify

TEXTS = ["pdf", "doc", "docx", "odt", "ppt", "pptx"]
TABLES = ["xls", "xlsx", "ods", "csv"]
SCANS = ["jpg", "jpeg", "png", "webp"]


@deconstructible
class PrivatePath:
    """`upload_to`: folder/random/name.ext, where the folder names the kind of holder that decides who may read."""

    def __init__(self, folder: str):
        self.folder = folder

    def __call__(self, instance, filename: str) -> str:
        path = PurePosixPath(clean_text(filename).replace("\\", "/"))
        suffix = slugify(path.suffix.lstrip("."), fallback="bin")
        return f"{self.folder}/{uuid.uuid4().hex}/{slugify(path.stem, fallback='file')[:60]}.{suffix}"

    def __eq__(self, other):
        return isinstance(other, PrivatePath) and self.folder == other.folder

    def __hash__(self):
        return hash(self.folder)


def check_size(upload):
    """Refuse a file over `MAX_FILE_MB`, saying both sizes; what is stored already is not measured again."""
    if getattr(upload, "_committed", False):
        return
    limit = settings.MAX_FILE_MB * 1024 * 1024
    if upload.size > limit:
        raise ValidationError(
            _(
                "The file has %(size)s MB; at most %(limit)s MB are taken. Make it smaller and choose it again."
            ),
            code="too_large",
            params={
                "size": number_format(round(upload.size / 1024 / 1024, 1)),
                "limit": settings.MAX_FILE_MB,
            },
        )


class DocumentField(models.FileField):
    """A document for download; its folder is the key under which `portal.hub.files` knows who may read it."""

    default_validators = [
        FileExtensionValidator(
            [*TEXTS, *TABLES, *SCANS],
            _("Files of the kind “%(extension)s” are not taken. Use one of: %(allowed_extensions)s."),
        ),
        check_size,
    ]

    def __init__(self, *args, folder: str = "", **kwargs):
        if folder:
            kwargs["upload_to"] = PrivatePath(folder)
        kwargs.setdefault("max_length", 200)
        super().__init__(*args, **kwargs)
