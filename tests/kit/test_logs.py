"""A line of the log helps whoever mends the portal and tells nothing of who visited it."""

import io
import json
import logging
import sys
from pathlib import Path

import pytest
from django.conf import settings
from gunicorn.config import Config, get_default_config_file

from portal.kit.logs import LogFormatter, MailHandler, clean


@pytest.fixture
def log():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LogFormatter())
    logger = logging.Logger("portal.try")
    logger.addHandler(handler)
    logger.lines = lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    return logger


def test_administrator_reads_one_object_a_line(log):
    log.warning("first\nline \u2028 of %s", "Hội")
    log.info("second \udc80")
    assert [line["message"] for line in log.lines()] == ["first\nline \u2028 of Hội", "second \udc80"]
    assert log.lines()[0].keys() == {"at", "level", "logger", "message"}
    assert log.lines()[0]["level"] == "WARNING"
    assert log.lines()[0]["at"].endswith("+00:00")


def test_error_tells_its_type_and_place_but_not_its_words(log):
    try:
        raise ValueError("Nguyễn Thị Thử, 0900000000")
    except ValueError:
        log.exception("Internal Server Error: %s", "/to-chuc/")
    [line] = log.lines()
    assert line["error"] == "ValueError"
    assert line["at_code"][-1].endswith("test_error_tells_its_type_and_place_but_not_its_words")
    assert "Thử" not in json.dumps(line, ensure_ascii=False)
    assert "0900000000" not in json.dumps(line)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ('"GET /tim-kiem/?q=bí+mật HTTP/1.1" 200 5', '"GET /tim-kiem/?… HTTP/1.1" 200 5'),
        ('"GET /tim-kiem/?q=o\'hara"x HTTP/1.1" 200', '"GET /tim-kiem/?… HTTP/1.1" 200'),
        ("Not Found: /to-chuc/ban@vidu.vn/", "Not Found: /to-chuc/[e-mail]/"),
        ("/to-chuc/ban%40vidu.vn/", "/to-chuc/[e-mail]/"),
        ('203.0.113.9 - - "GET / HTTP/1.1"', '[ip] - - "GET / HTTP/1.1"'),
        ("Invalid request from ip=203.0.113.9: bad", "Invalid request from ip=[ip]: bad"),
        ("from 2001:db8::8a2e:370:7334: closed", "from [ip]: closed"),
        ("at [::1]:8000", "at [[ip]]:8000"),
        ("[22/Nov/2026:11:22:30 +0700] 09:15:22", "[22/Nov/2026:11:22:30 +0700] 09:15:22"),
        ("portal.kit::logs std::string", "portal.kit::logs std::string"),
        ("Django 5.2.19 starts", "Django 5.2.19 starts"),
    ],
)
def test_line_is_kept_without_what_tells_of_a_person(written, kept):
    assert clean(written) == kept


def test_lines_of_the_development_server_and_of_gunicorn_are_cleaned_too(log, tmp_path, monkeypatch):
    loggers = settings.LOGGING["loggers"]
    assert loggers["django.server"] == {**loggers["django"], "handlers": ["console"], "propagate": False}
    assert settings.LOGGING["handlers"]["console"]["formatter"] == "plain"

    monkeypatch.chdir(settings.BASE_DIR)
    configuration = {}
    exec(Path(get_default_config_file()).read_text(), configuration)
    cfg = Config()
    cfg.set("accesslog", str(tmp_path / "access.log"))
    gunicorn = configuration["logger_class"](cfg)
    gunicorn.access_log.info('203.0.113.9 - - "GET /?q=bi+mat HTTP/1.1"')
    gunicorn.close_on_exec()
    for handler in gunicorn.access_log.handlers:
        handler.close()
    line = json.loads((tmp_path / "access.log").read_text())
    assert line["message"] == '[ip] - - "GET /?… HTTP/1.1"'


def test_administrators_are_written_to_when_a_page_fails_and_read_no_more_than_the_log(settings, mailoutbox):
    settings.ADMINS = [("it", "it@portal.example")]
    handler = MailHandler()
    handler.setFormatter(LogFormatter())
    try:
        raise ValueError("Nguyễn Thị Thử")
    except ValueError:
        record = logging.LogRecord(
            "django.request",
            logging.ERROR,
            __file__,
            1,
            "Internal Server Error: %s",
            ("/a\n/?q=x",),
            sys.exc_info(),
        )
    handler.handle(record)
    [letter] = mailoutbox
    assert letter.to == ["it@portal.example"]
    assert letter.subject.endswith("ERROR: Internal Server Error: /a /?…")
    assert "ValueError" in letter.body
    assert "Thử" not in letter.body


def test_mail_server_that_is_down_does_not_break_the_page(settings):
    settings.ADMINS = [("it", "it@portal.example")]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    handler = MailHandler()
    handler.setFormatter(LogFormatter())
    handler.handle(logging.LogRecord("django.request", logging.ERROR, __file__, 1, "failed", (), None))
