"""Sheets out and in, through the same server: a download beside what django-import-export makes of the same columns,
an import beside the mere reading of its file. Each is done by a server of its own, so that its memory can be told."""

import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from bench.server import Server, serving

DESK = "/admin/organizations/organization/"
ROUNDS = 2


@dataclass(frozen=True)
class Sheet:
    """`to_floor` is the time in floors, None where there is none; `memory` the peak of the worker in MB."""

    name: str
    rows: int
    seconds: float
    to_floor: float | None
    memory: int | None
    promised: str = ""


def measure_sheets(env: dict[str, str], facts: dict[str, str], size: int, tell: Callable) -> list[Sheet]:
    """Downloads of all organizations, then an import of half as many new ones, confirmed and brought again."""
    cookie, found = facts["cookie"], []
    library, library_memory = _download(env, "/bench/import-export.xlsx", cookie)
    found.append(Sheet("django-import-export's own XLSX", size, library, None, library_memory))
    for extension, promise in (("xlsx", "floor ÷ 1.8, 200 MB"), ("csv", "")):
        seconds, memory = _download(env, f"{DESK}sheet.{extension}", cookie)
        name = f"download {extension.upper()}"
        found.append(Sheet(name, size, seconds, seconds / library, memory, promise))
    found += _import(env, cookie, size // 2)
    for one in found:
        ratio = f"{one.to_floor:5.2f} × floor" if one.to_floor else " " * 13
        tell(f"{one.name:<40} {one.rows:>6,} rows {one.seconds:7.2f} s {ratio} {one.memory or '–'} MB")
    return found


def _download(env, address, cookie) -> tuple[float, int | None]:
    """The best of some rounds, and the peak memory of a worker that did nothing else."""
    best = float("inf")
    with serving(env) as server:
        worker = next(iter(server.workers.values()))
        for _round in range(ROUNDS):
            best = min(best, _ask(worker, "GET", address, cookie)[0])
        return best, server.peak_memory()


def _import(env, cookie, rows: int) -> list[Sheet]:
    with serving(env) as server:
        content = _workbook(rows)
        page = _bring(server, cookie, content)
        reading = _best(server, f"/bench/read/{_number(page)}/", cookie)
        preview = _best(server, page, cookie)
        memory = server.peak_memory()
        confirmed, _answer = _post(server, cookie, page, {"act": "confirm"})
        after = server.peak_memory()
        again = _best(server, _bring(server, cookie, content), cookie)
        return [
            Sheet("reading the file", rows, reading, None, None),
            Sheet("preview of new rows", rows, preview, preview / reading, memory, "5 × floor"),
            Sheet("writing them", rows, confirmed, confirmed / reading, after),
            Sheet("preview of the same file again", rows, again, again / reading, after, "5 × floor"),
        ]


def _best(server, address, cookie) -> float:
    worker = next(iter(server.workers.values()))
    return min(_ask(worker, "GET", address, cookie)[0] for _round in range(ROUNDS))


def _bring(server: Server, cookie, content) -> str:
    """Upload the file; the address of its preview."""
    _seconds, answer = _post(server, cookie, f"{DESK}import/", {}, file=content)
    return re.sub("columns/$", "", answer.headers["Location"])


def _number(page) -> str:
    return page.rstrip("/").rpartition("/")[2]


def _post(server, cookie, page, fields, file=None):
    """Press a button of the page as a browser does: with its hidden values and its cookie."""
    worker = next(iter(server.workers.values()))
    _seconds, shown = _ask(worker, "GET", page, cookie)
    hidden = dict(re.findall(r'name="(csrfmiddlewaretoken|shown)" value="([^"]+)"', shown.text))
    token = re.search(r"csrftoken=([^;]+)", shown.headers["Set-Cookie"])[1]
    boundary = secrets.token_hex(16)
    parts = [_part(boundary, name, value.encode()) for name, value in (hidden | fields).items()]
    if file is not None:
        parts.append(_part(boundary, 'file"; filename="bench.xlsx', file))
    body = b"".join(parts) + f"--{boundary}--\r\n".encode()
    headers = {
        "Content-Type": f"multipart/form-data; boundary={boundary}",
        "Referer": f"http://127.0.0.1:{server.port}{page}",
    }
    return _ask(worker, "POST", page, f"{cookie}; csrftoken={token}", body, headers)


def _part(boundary, name, value) -> bytes:
    return f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + value + b"\r\n"


@dataclass(frozen=True)
class Answer:
    headers: dict
    text: str


def _ask(worker, method, address, cookie, body=None, headers=None):
    """(seconds, Answer); `RuntimeError` when it is neither a page nor a redirect to one."""
    began = time.perf_counter()
    worker.request(method, address, body, {"Cookie": cookie, **(headers or {})})
    response = worker.getresponse()
    content = response.read()
    seconds = time.perf_counter() - began
    if response.status not in (200, 302):
        raise RuntimeError(f"{method} {address} answered {response.status}.")
    return seconds, Answer(dict(response.headers), content.decode(errors="replace"))


HEADERS = ["STT", "Tên tổ chức", "Tên tiếng Anh", "Loại hình", "Mã số thuế", "Tỉnh", "Địa bàn hoạt động"]
HEADERS += ["Năm thành lập", "Địa chỉ", "Website", "Email", "Điện thoại", "Giới thiệu"]


def _workbook(rows: int) -> bytes:
    """A list as officers keep them: numbers without their zero, three places of work, a paragraph of prose."""
    import xlsxwriter

    places = ["Hà Nội", "TP HCM", "Quảng Nam", "tỉnh Hà Giang", "Huế", "Nghệ An", "Đắk Lắk", "Cần Thơ"]
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        sheet.write_row(0, 0, HEADERS)
        for n in range(1, rows + 1):
            work = "; ".join(places[(n * step) % len(places)] for step in (1, 3, 5))
            told = f"Tổ chức giả định số {n}, chỉ để đo tốc độ nhập bảng của cổng. " * 4
            line = [n, f"Trung tâm Giả định {n}", f"Assumed Centre {n}", "CSO", 900_000_000 + n]
            line += [places[n % len(places)], work, 1990 + n % 30, f"Số {n}, đường Giả định"]
            line += [f"https://gia-dinh-{n}.example", f"so{n}@gia-dinh.example", 912_000_000 + n, told]
            sheet.write_row(n, 0, line)
    return content.getvalue()
