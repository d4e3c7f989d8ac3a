"""How much of a file is looked at, and what a look may cost."""

from dataclasses import dataclass

ROOM_ABOVE = 50
"""Rows beside the data rows of a sheet: titles, header, signatures."""

ROOM_BELOW = 1_000
"""How far below the allowed number of rows a cell may stand: blank rows lie in between."""


@dataclass(frozen=True)
class Limits:
    rows: int = 20_000
    columns: int = 200
    cell_characters: int = 32_767  # what a cell of Excel holds
    file_bytes: int = 10 * 1024**2
    entries: int = 2_000  # a workbook with as many pictures is no list
    unpacked_bytes: int = 150 * 1024**2  # 20,000 rows of 60 columns unpack to less
    ratio: int = 250  # rows of empty styled cells pack 100 to 1; a bomb 1,000 to 1
    result_bytes: int = 32 * 1024**2
    memory_bytes: int = 768 * 1024**2
    cpu_seconds: int = 15
    wall_seconds: int = 25  # less than a worker is given for a request
    legacy_share: float = 0.05

    @property
    def filled_rows(self) -> int:
        return self.rows + ROOM_ABOVE

    @property
    def last_row(self) -> int:
        return self.rows + ROOM_ABOVE + ROOM_BELOW
