"""Log lines without personal data: one JSON object a line, no query strings, no names, no addresses of visitors."""

import json
import logging
import re
from datetime import UTC, datetime
from ipaddress import IPv6Address

from django.core.mail import mail_admins

QUERY = re.compile(r"\?\S*")
EMAIL = re.compile(r"[\w.+-]+(?:@|%40)[\w-]+\.[\w.-]+")
IP_4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\d)")
MAYBE_IP_6 = re.compile(r"(?<![\w:])(?:[0-9A-Fa-f]{0,4}:){2,}[0-9A-Fa-f]{0,4}(?!\w)")


class LogFormatter(logging.Formatter):
    """`{"at", "level", "logger", "message"}` and, after an error, `"error"` with its type and `"at_code"`.

    The text of an exception may quote a row's values, so only its type and the traceback's places are kept.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": clean(record.getMessage()),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["at_code"] = _places(record.exc_info[2])
        # Plain ASCII: a lone surrogate or a line separator of Unicode would break the line or the stream.
        return json.dumps(line)


class MailHandler(logging.Handler):
    """Sends the log line, and nothing more than it holds, to the administrators (setting `ADMIN_EMAILS`)."""

    def emit(self, record: logging.LogRecord):
        subject = " ".join(f"{record.levelname}: {clean(record.getMessage())}".split())
        # A mail server that is down must not break the error page too.
        mail_admins(subject[:100], self.format(record), fail_silently=True)


def clean(message: str) -> str:
    """The message without query strings, e-mail addresses and IP addresses."""
    message = EMAIL.sub("[e-mail]", QUERY.sub("?…", message))
    return MAYBE_IP_6.sub(_without_ip_6, IP_4.sub("[ip]", message))


def _without_ip_6(match: re.Match) -> str:
    address = match[0] if match[0].endswith("::") else match[0].removesuffix(":")
    try:
        IPv6Address(address)
    except ValueError:  # a time of day
        return match[0]
    return "[ip]" + match[0].removeprefix(address)


def _places(traceback) -> list[str]:
    places = []
    while traceback:
        code = traceback.tb_frame.f_code
        places.append(f"{code.co_filename}:{traceback.tb_lineno} {code.co_name}")
        traceback = traceback.tb_next
    return places[-12:]
