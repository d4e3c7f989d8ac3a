"""The table that `make bench` leaves behind, in Markdown, made to be laid beside the one of the last run."""

import platform
import sqlite3
from dataclasses import dataclass, field
from datetime import date

import django

from bench.paths import MOST_BYTES, PATHS, SIZES, Path, Variant
from bench.rounds import Measured
from bench.server import THREADS, WORKERS
from bench.sheets import Sheet

HEAD = [
    "page",
    "queries",
    "KB",
    "ms, 200",
    "ms, 20,000",
    "95th, 20,000",
    "÷ 200",
    "× bytes, 20,000",
    "× plain, 200",
    "× plain, 20,000",
    "promised",
]
MOST_GROWTH = 2
"""How many times as many plain pages a page may cost at 20,000 as at 200."""

SHEET_HEAD = ["sheet", "rows", "seconds", "× floor", "peak MB", "promised"]


@dataclass
class Run:
    """One database and variant: what was measured by size and page, and the peak memory of a worker by size."""

    database: str
    variant: Variant
    pages: dict[tuple[int, str], Measured] = field(default_factory=dict)
    memory: dict[int, int | None] = field(default_factory=dict)


def document(runs: list[Run], sheets: dict[str, list[Sheet]], *, on: date, postgresql: str) -> str:
    """Everything; `sheets` by database, `postgresql` is the server's version or ""."""
    versions = [f"Python {platform.python_version()}", f"Django {django.get_version()}"]
    versions += [f"SQLite {sqlite3.sqlite_version}"] + ([f"PostgreSQL {postgresql}"] if postgresql else [])
    return "\n".join(
        [
            "# What pages cost",
            "",
            f"`make bench`, {on:%d/%m/%Y}; {', '.join(versions)}; gunicorn, {WORKERS} workers of {THREADS} threads;",
            f"synthetic networks of {' and '.join(f'{size:,}' for size in SIZES)} organizations (seed 1).",
            "",
            "Times depend on the machine, ratios hardly: compare those. Each page is timed in turn with two floors",
            "that pass the same middleware in the same worker, and a ratio is the median over these rounds.",
            "*Bytes* is a bare view that returns as many bytes; *plain* is a generic list view of one query, 25",
            "rows and a minimal template. Median and 95th percentile are milliseconds, one request at a time,",
            "connection kept open. «÷ 200» tells how many times as many plain pages it costs at 20,000 as at 200. With",
            "the page cache off, «promised» is the most plain pages that a page may cost at 20,000 on PostgreSQL; with",
            "it on, the most times its bytes that a visitor's page asked for again may cost. **Bold** is over it.",
            "Memory is the peak of the larger worker in MB, shared pages counted.",
            *[line for run in runs for line in _section(run)],
            *[line for name, rows in sheets.items() for line in _sheets(name, rows)],
            "",
        ]
    )


def _section(run: Run) -> list[str]:
    sizes = [size for size in SIZES if size in run.memory]
    memory = ", ".join(f"{run.memory[size] or '–'} at {size:,}" for size in sizes)
    rows = [_row(path, run) for path in PATHS]
    return [
        "",
        f"## {run.database}, {run.variant.name}",
        "",
        f"| {' | '.join(HEAD)} |",
        f"|---|{'---:|' * (len(HEAD) - 1)}",
        *[f"| {' | '.join(cells)} |" for cells in [_plain_row(run, sizes), *rows]],
        "",
        f"Peak memory of a worker: {memory}.",
    ]


def _plain_row(run: Run, sizes) -> list[str]:
    """The floor itself, so that the ratios can be turned back."""
    medians = {
        size: min(one.plain_median for (s, _), one in run.pages.items() if s == size) for size in sizes
    }
    cells = [f"{medians[size]:.1f}" if size in medians else "" for size in SIZES]
    return ["*plain page*", "1", "", *cells, "", "", "", "1", "1", ""]


def _row(path: Path, run: Run) -> list[str]:
    small, large = (run.pages.get((size, path.name)) for size in SIZES)
    one = large or small
    queries = " / ".join(dict.fromkeys(str(each.queries) for each in (small, large) if each))
    most_plain = path.limit if run.variant.is_fresh and run.database == "PostgreSQL" else None
    is_asked_again = not (run.variant.is_fresh or path.signed_in or path.after)
    most_bytes = MOST_BYTES if is_asked_again else None
    grown = large.to_plain / small.to_plain if large and small else None
    return [
        path.name,
        queries,
        f"{one.size / 1024:.0f}",
        f"{small.median:.1f}" if small else "",
        f"{large.median:.1f}" if large else "",
        f"{large.percentile_95:.1f}" if large else "",
        _judged(grown, MOST_GROWTH if most_plain and not path.after else None) if grown else "",
        _judged(large.to_bytes, most_bytes) if large else "",
        f"{small.to_plain:.1f}" if small else "",
        _judged(large.to_plain, most_plain) if large else "",
        f"{most_plain or most_bytes or '':g}" if most_plain or most_bytes else "",
    ]


def _sheets(database: str, rows: list[Sheet]) -> list[str]:
    return [
        "",
        f"## {database}, sheets",
        "",
        "The floor of a download is django-import-export's own workbook of the same columns and the same loading; that",
        "of an import is the reading of its file. The better of two rounds; memory of a worker that did nothing else.",
        "",
        f"| {' | '.join(SHEET_HEAD)} |",
        f"|---|{'---:|' * (len(SHEET_HEAD) - 1)}",
        *[f"| {' | '.join(_sheet_row(one))} |" for one in rows],
    ]


def _sheet_row(one: Sheet) -> list[str]:
    ratio = f"{one.to_floor:.2f}" if one.to_floor else "1" if one.memory is None else ""
    return [one.name, f"{one.rows:,}", f"{one.seconds:.2f}", ratio, f"{one.memory or ''}", one.promised]


def _judged(ratio: float, limit: float | None) -> str:
    return f"**{ratio:.1f}**" if limit and ratio > limit else f"{ratio:.1f}"
