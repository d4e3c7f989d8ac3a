"""Pictures that pages show inline: only what we decoded and encoded again ourselves.

What a visitor's browser gets is a WebP file that we wrote, whatever was uploaded, without the camera's data.
"""

import io
import warnings

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from portal.kit.files import PrivatePath, check_size

FORMATS = ["PNG", "JPEG", "WEBP", "GIF"]
MAX_PIXELS = 25_000_000
LONGEST_SIDE = 640


def reencode(upload, *, longest_side: int = LONGEST_SIDE) -> ContentFile:
    """The picture as WebP, at most `longest_side` pixels wide and high; `ValidationError` when it is none.

    The header is read before any pixel is unpacked, so that a small file cannot claim an enormous canvas.
    """
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(upload, formats=FORMATS)
        if picture.width * picture.height > MAX_PIXELS:
            raise Image.DecompressionBombError
        picture.draft("RGB", (longest_side, longest_side))  # a JPEG unpacks to no more than is needed
        picture = ImageOps.exif_transpose(picture)
        mode = "RGBA" if picture.has_transparency_data else "RGB"
        if picture.mode != mode:
            picture = picture.convert(mode)
        picture.thumbnail((longest_side, longest_side))
    except Image.DecompressionBombError as error:
        raise ValidationError(
            _(
                "The picture has too many pixels. Make it smaller, at most 5000 × 5000 pixels, and choose it again."
            ),
            code="too_many_pixels",
        ) from error
    except Exception as error:  # a decoder meets a broken file in more ways than it names
        raise ValidationError(
            _("This file is not a picture that we can read. Use a PNG, JPEG, WebP or GIF picture."),
            code="not_a_picture",
        ) from error
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=88, method=4)
    return ContentFile(out.getvalue(), name="picture.webp")


class PictureFormField(forms.FileField):
    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "accept": "image/png,image/jpeg,image/webp,image/gif"}

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if not upload or upload is initial:
            return upload
        check_size(upload)
        return reencode(upload)


class PictureField(models.FileField):
    """A re-encoded picture. Its form field does the work; services call `reencode` before they save."""

    def __init__(self, *args, folder: str = "", **kwargs):
        if folder:
            kwargs["upload_to"] = PrivatePath(folder)
        kwargs.setdefault("max_length", 200)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": PictureFormField, **kwargs})
