"""What kind of file it is: its first bytes decide, the name only words the refusal."""

from pathlib import PurePosixPath

from portal.kit.sheets.parser.refusals import Refused

XLSX, XLS, CSV = "xlsx", "xls", "csv"

_WORKBOOK_NAMES = {"xlsx", "xlsm", "xltx", "xltm", "xls", "xlt", "xlsb", "ods"}
_TEXT_NAMES = {"csv", "tsv", "tab", "txt"}
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_TAGS = (b"<html", b"<!doctype", b"<?xml", b"<table", b"<head", b"<meta", b"mime-version")


def kind_of(head: bytes, name: str) -> str:
    """XLSX for any zip, XLS for any OLE2 file, CSV for text; Refused for what is none of these."""
    if not head:
        raise Refused("empty_file")
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")
    if head.startswith(_ZIP):
        return XLSX
    if head.startswith(_OLE):
        return XLS
    if head.startswith(_BINARY):
        raise Refused("wrong_kind")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_TAGS):
        raise Refused("web_page")
    if suffix in _WORKBOOK_NAMES:
        raise Refused("not_a_workbook")
    if suffix not in _TEXT_NAMES:
        raise Refused("wrong_kind")
    return CSV
