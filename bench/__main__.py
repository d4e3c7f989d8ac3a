"""`python -m bench [--quick]`: measures everything, writes docs/bench.md; quick: at 200 only, into var/."""

import argparse
import json
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.databases import database, postgresql, server_version
from bench.paths import PATHS, SIZES, VARIANTS
from bench.rounds import measure
from bench.server import ROOT, environment, run, serving
from bench.sheets import measure_sheets
from bench.table import Run, document


def main():
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--quick", action="store_true", help="at the smallest size only")
    quick = parser.parse_args().quick
    server = postgresql()
    if not server:
        tell("No PostgreSQL answers, so SQLite alone is measured (BENCH_DATABASE_URL names another place).")
    servers = {"PostgreSQL": server, "SQLite": ""} if server else {"SQLite": ""}
    runs = {(name, variant.name): Run(name, variant) for name in servers for variant in VARIANTS}
    sheets = {}
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as scratch:
        env = environment(Path(scratch))
        run(
            "manage.py",
            "collectstatic",
            "--noinput",
            "--verbosity",
            "0",
            env=env | {"DATABASE_URL": "sqlite:///:memory:"},
        )
        for size in SIZES[:1] if quick else SIZES:
            for name, place in servers.items():
                with database(place, Path(scratch)) as url:
                    here = env | {"DATABASE_URL": url}
                    facts = _measure_all(name, size, here, runs)
                    tell(f"{name}: sheets of {size:,} organizations")
                    sheets[name] = measure_sheets(here, facts, size, tell)
    text = document(
        list(runs.values()), sheets, on=datetime.now(UTC).date(), postgresql=server and server_version(server)
    )
    table = ROOT / ("var/bench.md" if quick else "docs/bench.md")
    table.parent.mkdir(exist_ok=True)
    table.write_text(text, encoding="utf-8")
    tell(text)
    tell(f"Written to {table.relative_to(ROOT)}.")


def _measure_all(name, size, env, runs):
    began = time.monotonic()
    tell(f"{name}: making {size:,} organizations …")
    facts = json.loads(run("-m", "bench.network", str(size), env=env))
    tell(f"{name}: made in {time.monotonic() - began:.0f} s")
    for variant in VARIANTS:
        with serving(env | variant.env) as server:
            for path in PATHS:
                one = measure(server, path, facts)
                runs[name, variant.name].pages[size, path.name] = one
                tell(
                    f"{name} {size:,} {variant.name}: {path.name:<28} {one.queries:>3} queries "
                    f"{one.median:8.1f} ms {one.to_plain:6.1f} × plain {one.to_bytes:6.1f} × bytes ({one.rounds})"
                )
            runs[name, variant.name].memory[size] = server.peak_memory()
    return facts


def tell(sentence: str):
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
