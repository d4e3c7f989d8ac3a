"""What this process keeps of the data in memory, for as long as data and day are the same.

    kept = kept_on(today)          # one query: ask once in a request, and hand it on
    index = public_index(kept)     # a function marked `@part`: made by the first who asks, kept for all who follow

A part is made from the database and from other parts. All threads share what it gives, so nobody ever changes it; what
a person may not see is no part of it. When the data version moves, all parts are made anew, each when it is next asked
for: a change, by whatever way it came, shows on the next request in every process.
"""

from datetime import date
from functools import wraps
from threading import Lock, RLock

from portal.kit.data_version import data_version


class Kept:
    """What is kept of one data version on one day."""

    def __init__(self, version: str, day: date, before: "Kept | None" = None):
        self.version = version
        self.day = day
        self._parts = {}
        self._before = {**before._before, **before._parts} if before else {}
        self._locks = {}
        self._guard = Lock()

    def before(self, part, *about):
        """The part as it was when it was last made, or None: what did not change need not be made anew.

        Given once, to the function that makes the part, so that the old one does not stay in memory.
        """
        return self._before.pop((part.__wrapped__, *about), None)

    def _part(self, make, about):
        key = (make, *about)
        if key not in self._parts:
            with self._guard:
                lock = self._locks.setdefault(key, RLock())
            with lock:
                if key not in self._parts:
                    self._parts[key] = make(self, *about)
        return self._parts[key]


def part(make):
    """Marks a function of `Kept`, and of few small values beside it, whose answer is kept."""

    @wraps(make)
    def get(kept, *about):
        return kept._part(make, about)

    return get


class _Newest:
    """What this process keeps: nobody asks for an older version any more."""

    def __init__(self):
        self.kept = None
        self.lock = Lock()

    def of(self, version, day) -> Kept | None:
        kept = self.kept
        return kept if kept and (kept.version, kept.day) == (version, day) else None


_newest = _Newest()


def kept_on(day: date) -> Kept:
    """What is kept of the data as it is now.

    The version is asked for first and the data are read afterwards, so a part is as new as its version says or newer,
    never older. Rows of different instants can meet in it only while somebody changes them, and then the version
    moves: whoever asks next gets new parts. So no transaction needs to hold the reading together.
    """
    if kept := _newest.of(data_version(), day):
        return kept
    with _newest.lock:
        # Asked again: while this thread waited, the version may have moved on and somebody have been here.
        version = data_version()
        kept = _newest.of(version, day)
        if not kept:
            kept = _newest.kept = Kept(version, day, before=_newest.kept)
    return kept
