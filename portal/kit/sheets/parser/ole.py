"""The OLE2 container of an XLS or of an encrypted workbook: its streams, found without trusting its numbers.

Follows [MS-CFB]. Every chain ends after as many sectors as the file has.
"""

import struct

from portal.kit.sheets.parser.refusals import Refused

_END = 0xFFFFFFFA  # this and all above mark ends and free sectors
_ENTRY = 128
_STREAM, _ROOT = 2, 5


class Compound:
    def __init__(self, data: bytes):
        self._data = data
        try:
            self._read()
        except (struct.error, IndexError) as error:
            raise Refused("damaged") from error

    def _read(self):
        shift, mini_shift = struct.unpack_from("<HH", self._data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise Refused("damaged")
        self._size, self._mini_size = 1 << shift, 1 << mini_shift
        directory, cutoff, mini_table = struct.unpack_from("<I4xII", self._data, 48)
        self._cutoff = cutoff
        self._table = self._numbers(self._table_sectors())
        self._entries = dict(self._directory(self._chain(directory)))
        root = next((entry for entry in self._entries.values() if entry[0] == _ROOT), None)
        self._mini_stream = self._chain(root[1]) if root else b""
        self._mini_table = self._numbers([mini_table, *self._followers(mini_table)])

    def _table_sectors(self):
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        following = struct.unpack_from("<I", self._data, 68)[0]
        for _sector in range(len(self._data) // self._size):
            if following >= _END:
                break
            *more, following = struct.unpack(f"<{self._size // 4}I", self._sector(following))
            sectors += more
        return sectors

    def _numbers(self, sectors):
        wanted = [sector for sector in sectors if sector < _END]
        return [
            number
            for sector in wanted
            for number in struct.unpack(f"<{self._size // 4}I", self._sector(sector))
        ]

    def _sector(self, number):
        start = (number + 1) * self._size
        sector = self._data[start : start + self._size]
        if len(sector) < self._size:
            raise Refused("damaged")
        return sector

    def _followers(self, start):
        for _sector in range(len(self._table)):
            if start >= _END or (start := self._table[start]) >= _END:
                return
            yield start
        raise Refused("damaged")

    def _chain(self, start):
        if start >= _END:
            return b""
        return b"".join(self._sector(number) for number in [start, *self._followers(start)])

    def _directory(self, data):
        for position in range(0, len(data) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", data, position + 64)
            start, size = struct.unpack_from("<II", data, position + 116)
            name = data[position : position + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            if kind in (_STREAM, _ROOT):
                yield name.lower(), (kind, start, size)

    def __contains__(self, name):
        return name in self._entries

    def stream(self, name: str) -> bytes:
        """The bytes of the stream with that lower-case name; Refused where the file ends before it does."""
        try:
            _kind, start, size = self._entries[name]
            data = self._mini_chain(start) if size < self._cutoff else self._chain(start)
        except (KeyError, IndexError, struct.error) as error:
            raise Refused("damaged") from error
        if len(data) < size:
            raise Refused("damaged")
        return data[:size]

    def _mini_chain(self, start):
        found = []
        while start < _END and len(found) <= len(self._mini_table):
            found.append(self._mini_stream[start * self._mini_size : (start + 1) * self._mini_size])
            start = self._mini_table[start]
        return b"".join(found)
