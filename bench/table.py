"""The table that `make bench` leaves behind, in Markdown, made to be laid beside the one of the last run."""

import platform
import sqlite3
from dataclasses import dataclass, field
from datetime import date

import django

from bench.paths import PATHS, SIZES, Path
from bench.rounds import Measured
from bench.server import THREADS, WORKERS

HEAD = [
    "page",
    "queries",
    "KB",
    "ms, 200",
    "ms, 20,000",
    "95th, 20,000",
    "× bytes, 20,000",
    "× plain, 200",
    "× plain, 20,000",
    "promised",
]


@dataclass
class Run:
    """One database and variant: what was measured by size and page, and the peak memory of a worker by size."""

    database: str
    variant: str
    pages: dict[tuple[int, str], Measured] = field(default_factory=dict)
    memory: dict[int, int | None] = field(default_factory=dict)


def document(runs: list[Run], *, on: date, postgresql: str) -> str:
    """Everything; `postgresql` is the server's version or ""."""
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
            "*Bytes* is a bare view that returns as many bytes; *plain* is a generic list view of one query, 25 rows",
            "and a minimal template. Median and 95th percentile are milliseconds, one request at a time, connection",
            "kept open. «Promised» is the most plain pages that a page may cost at 20,000 on PostgreSQL; **bold** is",
            "over it. Memory is the peak of the larger worker in MB, shared pages counted.",
            *[line for run in runs for line in _section(run)],
            "",
        ]
    )


def _section(run: Run) -> list[str]:
    sizes = [size for size in SIZES if size in run.memory]
    memory = ", ".join(f"{run.memory[size] or '–'} at {size:,}" for size in sizes)
    rows = [_row(path, run) for path in PATHS]
    return [
        "",
        f"## {run.database}, {run.variant}",
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
    return ["*plain page*", "1", "", *cells, "", "", "1", "1", ""]


def _row(path: Path, run: Run) -> list[str]:
    small, large = (run.pages.get((size, path.name)) for size in SIZES)
    one = large or small
    queries = " / ".join(dict.fromkeys(str(each.queries) for each in (small, large) if each))
    return [
        path.name,
        queries,
        f"{one.size / 1024:.0f}",
        f"{small.median:.1f}" if small else "",
        f"{large.median:.1f}" if large else "",
        f"{large.percentile_95:.1f}" if large else "",
        f"{large.to_bytes:.1f}" if large else "",
        f"{small.to_plain:.1f}" if small else "",
        _judged(large.to_plain, path.limit if run.database == "PostgreSQL" else None) if large else "",
        f"{path.limit:g}" if path.limit else "",
    ]


def _judged(ratio: float, limit: float | None) -> str:
    return f"**{ratio:.1f}**" if limit and ratio > limit else f"{ratio:.1f}"
