"""Python's collector of cycles, told to rest while many objects are made that all stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_guard = Lock()
_resting = 0


@contextmanager
def collector_resting() -> Iterator[None]:
    """Ten thousand rows with all that hangs on them would be walked through again and again, for nothing: a third of
    the time. What no cycle holds is freed as always; the last thread that leaves wakes the collector."""
    global _resting  # noqa: PLW0603 - the collector is one for the whole process, and so is who asked it to rest
    with _guard:
        _resting += 1
        gc.disable()
    try:
        yield
    finally:
        with _guard:
            _resting -= 1
            if not _resting:
                gc.enable()
