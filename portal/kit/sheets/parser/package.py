"""The zip around an XLSX, checked before anything is unpacked for good."""

import posixpath
import zipfile
import zlib

from portal.kit.sheets.parser.limits import Limits
from portal.kit.sheets.parser.refusals import Refused

CHUNK = 1 << 16
_ENCRYPTED = 0x1
_SMALL = 1024**2  # no bomb hides in an entry that unpacks to less


class Package:
    """The parts of a zip by their lower-case path; Refused for a zip that is damaged, encrypted or a bomb."""

    def __init__(self, file, limits: Limits):
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Refused("damaged") from error
        self._entries = {}
        for entry in self._zip.infolist():
            path = entry.filename.replace("\\", "/").lstrip("/").lower()
            # Of two entries with one name, we and the parser might each read another.
            if path in self._entries:
                raise Refused("damaged")
            self._entries[path] = entry
        self._check_sizes()

    def _check_sizes(self):
        entries = self._entries.values()
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise Refused("encrypted")
        too_dense = any(
            entry.file_size > _SMALL and entry.file_size > self._limits.ratio * max(entry.compress_size, 1)
            for entry in entries
        )
        unpacked = sum(entry.file_size for entry in entries)
        if too_dense or unpacked > self._limits.unpacked_bytes or len(self._entries) > self._limits.entries:
            raise Refused("unpacks", limit=self._limits.unpacked_bytes // 1024**2)
        if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
            raise Refused("damaged")

    def __contains__(self, path):
        return path.lower() in self._entries

    def chunks(self, path: str):
        """The part's bytes, never more than its entry says; its checksum holds at the end."""
        try:
            with self._zip.open(self._entries[path.lower()]) as part:
                while chunk := part.read(CHUNK):
                    yield chunk
        except (KeyError, EOFError, OSError, zlib.error, zipfile.BadZipFile, NotImplementedError) as error:
            raise Refused("damaged") from error

    def check(self):
        """Unpack every part of XML once, so that a false size or a damaged end shows here, not in the parser."""
        for path in self._entries:
            if posixpath.splitext(path)[1] in (".xml", ".rels"):
                for _chunk in self.chunks(path):
                    pass
