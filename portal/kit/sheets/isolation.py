"""Looks into a file in a child process, so that whatever the file does, it does it there.

The file goes in, and the answer comes back, through files without a name: a child that is killed leaves nothing.
"""

import json
import logging
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from portal.kit.sheets.parser.limits import Limits
from portal.kit.sheets.parser.wire import row_of
from portal.kit.sheets.problems import SheetProblem

logger = logging.getLogger(__name__)

AT_ONCE = 2
"""Children of one process at a time. Each may take as much memory as its limits allow, so a third waits."""

LONGEST_WAIT = 10
"""Seconds."""

_ROOT = Path(__file__).resolve().parents[3]
_START = """
import sys
sys.path.insert(0, sys.argv[2])
from portal.kit.sheets.parser.main import main
main(sys.argv[1])
"""
_places = threading.BoundedSemaphore(AT_ONCE)
_CHUNK = 1 << 16


def limits() -> Limits:
    return Limits(rows=settings.SHEET_MAX_ROWS, file_bytes=settings.MAX_FILE_MB * 1024**2)


def look_into(
    file, name: str, *, task: str, sheet: str | None = None, within: Limits | None = None
) -> Iterator:
    """What the child found: first a dict, then, for the task "read", rows of cells. Raises SheetProblem.

    `file` is an open binary file; `task` is "sheets" or "read". Nothing of the file is kept.
    """
    within = within or limits()
    request = {"task": task, "name": name, "sheet": sheet, "limits": asdict(within)}
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
        _copy(file, given, within.file_bytes)
        if not _places.acquire(timeout=LONGEST_WAIT):
            raise SheetProblem("busy")
        try:
            _run(request, given, answer, within)
        finally:
            _places.release()
        answer.seek(0)
        found = json.loads(answer.readline())
        if code := found.get("refused"):
            raise SheetProblem(code, **found["params"])
        yield found
        yield from map(row_of, answer)


def _copy(file, given, limit):
    file.seek(0)
    copied = 0
    while chunk := file.read(_CHUNK):
        copied += len(chunk)
        if copied > limit:
            raise SheetProblem("too_large", limit=limit // 1024**2)
        given.write(chunk)
    given.seek(0)


def _run(request, given, answer, within):
    # Isolated: neither the environment nor the working directory decides which code looks at a stranger's file.
    command = [sys.executable, "-I", "-c", _START, json.dumps(request), str(_ROOT)]
    with tempfile.TemporaryFile() as complaints:
        child = subprocess.Popen(command, stdin=given, stdout=answer, stderr=complaints, cwd="/", env={})
        try:
            code = child.wait(timeout=within.wall_seconds)
        except subprocess.TimeoutExpired:
            code = "time"
        finally:
            if child.poll() is None:
                child.kill()
                child.wait()
        if code != 0:
            complaints.seek(0)
            last = complaints.read()[-500:].decode(errors="replace").strip().splitlines()[-1:]
            logger.warning("A sheet could not be read: the child ended with %s: %s", code, "".join(last))
            raise SheetProblem("heavy")
