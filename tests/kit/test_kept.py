"""What a process keeps of the data: true on the next request after any change, made once for all threads."""

import datetime
import threading

import pytest

from portal.kit import kept as module
from portal.kit.kept import Kept, kept_on, part
from portal.kit.sources import Source
from tests.factories.connections import another_process
from tests.factories.organizations import source

DAY = datetime.date(2026, 11, 22)


@part
def titles(kept):
    return set(Source.objects.values_list("title", flat=True))


@part
def titles_beginning(kept, letter):
    return {title for title in titles(kept) if title.startswith(letter)}


def test_a_part_is_made_once_and_anew_after_a_change(db, django_assert_num_queries):
    source("Một")
    kept_on(DAY)
    with django_assert_num_queries(2):  # the version, the titles
        kept = kept_on(DAY)
        assert titles(kept) == titles_beginning(kept, "M") == {"Một"}
    with django_assert_num_queries(1):
        assert titles(kept_on(DAY)) is titles(kept)

    Source.objects.update(title="Hai")

    assert titles(kept_on(DAY)) == titles_beginning(kept_on(DAY), "H") == {"Hai"}


@pytest.mark.django_db(transaction=True)
def test_a_change_of_another_process_shows_once_it_commits_and_not_before():
    source("Một")
    assert titles(kept_on(DAY)) == {"Một"}

    with another_process(autocommit=False) as other:
        with other.cursor() as cursor:
            cursor.execute("UPDATE kit_source SET title = 'Hai'")
        assert titles(kept_on(DAY)) == {"Một"}
        other.commit()

    assert titles(kept_on(DAY)) == {"Hai"}


def test_what_is_kept_on_one_day_is_not_taken_for_the_next(db):
    today, tomorrow = kept_on(DAY), kept_on(DAY + datetime.timedelta(days=1))

    assert (today.version, today.day) == (tomorrow.version, DAY)
    assert tomorrow.day == DAY + datetime.timedelta(days=1)
    assert titles(today) is not titles(tomorrow)


def test_who_asked_before_a_change_gets_what_another_kept_after_it(monkeypatch):
    """The version is asked for again before anything is thrown away for it."""
    answers = iter(["new", "old", "new"])
    monkeypatch.setattr(module, "data_version", lambda: next(answers))
    newest = Kept("new", DAY)
    monkeypatch.setattr(module._newest, "kept", newest)

    assert kept_on(DAY) is newest
    assert kept_on(DAY) is newest


def test_threads_that_ask_together_wait_for_one_of_them():
    made, all_here = [], threading.Barrier(8)

    @part
    def slow(kept):
        made.append(threading.get_ident())
        threading.Event().wait(0.05)
        return len(made)

    kept, answers = Kept("1", DAY), []

    def ask():
        all_here.wait()
        answers.append(slow(kept))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [1] * 8


def test_a_part_that_failed_is_made_by_who_asks_next():
    failures = [ValueError("the database is away"), None]

    @part
    def broken(kept):
        if failure := failures.pop(0):
            raise failure
        return "whole"

    kept = Kept("1", DAY)

    with pytest.raises(ValueError, match="away"):
        broken(kept)
    assert broken(kept) == "whole"


def test_a_part_may_begin_from_what_it_was_even_if_nobody_asked_for_it_in_between():
    @part
    def counted(kept):
        return (kept.before(counted) or 0) + 1

    first = Kept("1", DAY)
    second = Kept("2", DAY, before=first)
    assert counted(first) == 1
    third = Kept("3", DAY, before=Kept("2", DAY, before=first))

    assert counted(third) == 2
    assert third.before(counted) is None
    assert counted(second) == 1  # what it began from was not there yet
