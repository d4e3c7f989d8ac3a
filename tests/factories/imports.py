"""What an officer does on the pages of an import, and what the pages then show."""

import io

import openpyxl

LIST = "/admin/organizations/organization/"
UPLOAD = f"{LIST}import/"
HEADER = ["Tên tổ chức", "Loại", "Mã số thuế", "Tỉnh", "Điện thoại", "Năm thành lập"]


def bring(client, file):
    """Upload the file and follow to the page that it leads to."""
    return client.post(UPLOAD, {"file": file}, follow=True)


def columns_page(one):
    return f"{UPLOAD}{one.pk}/columns/"


def page(one):
    return f"{UPLOAD}{one.pk}/"


def counts(response) -> dict[str, int]:
    """Rows by outcome, as the preview says; outcomes without rows are left out."""
    return {name: section.count for name, section in response.context["parts"].items() if section.count}


def refused(response) -> dict[int, list[tuple[str, str]]]:
    """Cell and sentence of every problem, by the row."""
    rows = response.context["refused_rows"]
    return {one.row.number: [(p.cell, p.sentence) for p in one.problems] for one in rows}


def press(client, one, act, response=None, **said):
    """A button of the preview, as the page that is shown now has it."""
    shown = (response or client.get(page(one))).context["shown"]
    return client.post(page(one), {"act": act, "shown": shown, **said}, follow=True)


def kept(response):
    """The columns as they were shown, unchanged."""
    return {header.box: header.chosen for header in response.context["headers"]}


def content(response):
    return b"".join(response.streaming_content)


def status(client, address):
    response = client.get(address)
    if response.streaming:
        content(response)
    return response.status_code


def sheet_of(response):
    return openpyxl.load_workbook(io.BytesIO(content(response))).worksheets[0]


def text_of(response):
    return " ".join(response.content.decode().split())
