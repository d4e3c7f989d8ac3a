"""Times a page and its floors in turn, so that a machine which slows down slows all three."""

import statistics
import time
from dataclasses import dataclass
from itertools import cycle

from bench.paths import Path
from bench.server import Server, ask

LONGEST_SECONDS = 1.5
FEWEST, MOST = 9, 30
WARM_UPS = 2


@dataclass(frozen=True)
class Measured:
    """Times in milliseconds; `to_plain` and `to_bytes` are medians of the ratios of single rounds."""

    queries: int
    size: int
    median: float
    percentile_95: float
    to_plain: float
    to_bytes: float
    plain_median: float
    rounds: int


def measure(server: Server, path: Path, facts: dict[str, str]) -> Measured:
    address, after = path.address.format(**facts), path.after.format(**facts)
    cookie = facts["cookie"] if path.signed_in else ""
    connections = list(server.workers.values())
    for connection in connections:
        for _time in range(WARM_UPS):
            ask(connection, "/bench/plain/")
            _seconds, body, headers = ask(connection, address, cookie=cookie, counted=True)
    if after:
        ask(connections[0], after)
        _seconds, body, headers = ask(connections[-1], address, cookie=cookie, counted=True)
    floor = f"/bench/bytes/{len(body)}/"
    rounds, ends = [], time.monotonic() + LONGEST_SECONDS
    for here, there in cycle([(connections[0], connections[-1]), (connections[-1], connections[0])]):
        if after:
            ask(there, after)
        as_bytes, _body, _headers = ask(here, floor)
        page, _body, _headers = ask(here, address, cookie=cookie)
        plain, _body, _headers = ask(here, "/bench/plain/")
        rounds.append((page, plain, as_bytes))
        if len(rounds) >= MOST or (len(rounds) >= FEWEST and time.monotonic() > ends):
            break
    pages = [page * 1000 for page, _plain, _bytes in rounds]
    return Measured(
        queries=int(headers["X-Bench-Queries"]),
        size=len(body),
        median=statistics.median(pages),
        percentile_95=statistics.quantiles(pages, n=20, method="inclusive")[-1],
        to_plain=statistics.median(page / plain for page, plain, _bytes in rounds),
        to_bytes=statistics.median(page / as_bytes for page, _plain, as_bytes in rounds),
        plain_median=statistics.median(plain * 1000 for _page, plain, _bytes in rounds),
        rounds=len(rounds),
    )
