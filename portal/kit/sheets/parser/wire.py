"""How cells travel from the child to its parent: one JSON value a line, dates and times as tagged pairs."""

import json
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta | None

_EXACT = 2**53
_MIDNIGHT = time()


def plain(value) -> Cell:
    """The parser's cell as the portal knows it: None for an empty one, whole numbers as int."""
    if value is None or value == "":
        return None
    if type(value) is float:
        return int(value) if value.is_integer() and abs(value) < _EXACT else value
    if type(value) is datetime and value.time() == _MIDNIGHT:
        return value.date()
    return value


def dumps(value) -> bytes:
    return json.dumps(value, default=_tagged, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _tagged(value):
    if isinstance(value, datetime | date | time):
        return {type(value).__name__: value.isoformat()}
    if isinstance(value, timedelta):
        return {"timedelta": value.total_seconds()}
    raise TypeError(type(value))


_MADE = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda seconds: timedelta(seconds=seconds),
}


def row_of(line: bytes) -> list[Cell]:
    return [_made(cell) if type(cell) is dict else cell for cell in json.loads(line)]


def _made(tagged):
    [(kind, value)] = tagged.items()
    return _MADE[kind](value)
