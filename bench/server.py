"""The portal behind gunicorn as production runs it, on this machine alone, and one open connection to each worker."""

import http.client
import os
import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORTS = range(8300, 8400)
WORKERS, THREADS = 2, 4
OUR_VARIABLES = re.compile(
    "DEBUG|SECRET_KEY|ALLOWED_HOSTS|DATABASE_|CACHE_URL|PAGE_CACHE_|SHEET_|HTTPS|FILES_ROOT|STATIC_ROOT|TRUSTED_PROXIES|"
    "MAX_|SEARCHES_|EMAIL_|LOG_LEVEL|ADMIN_EMAILS|GUNICORN_"
)


def environment(folder: Path) -> dict[str, str]:
    """A production start of the portal whose files all lie in the folder; nothing of ours that the caller exported."""
    kept = {name: value for name, value in os.environ.items() if not OUR_VARIABLES.match(name)}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "DEBUG": "0",
        "HTTPS": "0",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "STATIC_ROOT": str(folder / "static"),
        "FILES_ROOT": str(folder / "files"),
        "SEARCHES_PER_MINUTE": "0",
        "LOG_LEVEL": "ERROR",
    }


def run(*arguments: str, env: dict[str, str]) -> str:
    """What `python …` in the portal's folder printed; `CalledProcessError` when it failed."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout


@contextmanager
def serving(env: dict[str, str]) -> Iterator["Server"]:
    port = next(port for port in PORTS if _is_free(port))
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += [
        "--workers",
        str(WORKERS),
        "--threads",
        str(THREADS),
        "--keep-alive",
        "75",
        "--log-level",
        "warning",
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=env)
    try:
        yield Server(port)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _is_free(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) != 0


class Server:
    """`workers`: an open connection to each worker process, by its process id."""

    def __init__(self, port: int):
        self.port = port
        self._wait()
        self.workers: dict[int, http.client.HTTPConnection] = {}
        for _attempt in range(200):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
            worker = int(ask(connection, "/healthz", counted=True)[2]["X-Bench-Worker"])
            if worker in self.workers:
                connection.close()
                time.sleep(0.02)  # asked at once, the same worker would take the next one too
            self.workers.setdefault(worker, connection)
            if len(self.workers) == WORKERS:
                return
        raise RuntimeError(f"Only {len(self.workers)} of {WORKERS} workers answered.")

    def _wait(self):
        for _attempt in range(300):
            if not _is_free(self.port):
                return
            time.sleep(0.1)
        raise RuntimeError("The server does not start.")

    def peak_memory(self) -> int | None:
        """MB of the worker that took most, shared pages counted; None where the system does not tell."""
        try:
            states = [Path(f"/proc/{worker}/status").read_text(encoding="ascii") for worker in self.workers]
        except OSError:
            return None
        return max(int(re.search(r"VmHWM:\s*(\d+) kB", state)[1]) for state in states) // 1024


def ask(connection, address: str, *, cookie: str = "", counted: bool = False):
    """(seconds, body, headers) of one answer read to its end; `RuntimeError` when it is no page."""
    headers = {"Cookie": cookie} if cookie else {}
    if counted:
        headers["X-Bench"] = "1"
    began = time.perf_counter()
    connection.request("GET", address, headers=headers)
    response = connection.getresponse()
    body = response.read()
    seconds = time.perf_counter() - began
    if response.status != 200:
        raise RuntimeError(f"{address} answered {response.status}.")
    return seconds, body, response.headers
