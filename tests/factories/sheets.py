"""Sheets as people make them, ready to be brought in."""

import io
from collections.abc import Sequence

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile


def workbook(*rows: Sequence, name: str = "danh-sach.xlsx", title: str = "DS") -> SimpleUploadedFile:
    """An Excel workbook of one sheet with these rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return uploaded(book, name)


def uploaded(book, name: str = "danh-sach.xlsx") -> SimpleUploadedFile:
    content = io.BytesIO()
    book.save(content)
    return SimpleUploadedFile(name, content.getvalue())


def text(content: str | bytes, name: str = "danh-sach.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
