"""Every role tries everything on the desk, and finds what docs/quyen-han.toml says: no more, no less.

A new page, action, file or kind of record fails here until it stands in the table (docs/quyen-han.toml) and one of the
walks knows how to try it.
"""

import pytest
from django.db import transaction
from django.test import Client

from portal.hub.files import HOLDERS
from portal.kit.roles import Role
from tests.factories.accounts import colleague
from tests.portal import walk, walk_accounts, walk_organizations
from tests.portal.rights_table import (
    EVERYBODY,
    GUIDES,
    NEWCOMER,
    STRANGER,
    acts,
    as_markdown,
    may_by_visit,
    shown_in,
)

pytestmark = pytest.mark.django_db

SHARED = {"autocomplete"}
"""Tried with every kind of record that forms choose."""


def visits():
    return (
        walk.visits_of_lists()
        | walk_accounts.visits_of_accounts()
        | walk_organizations.visits_of_organizations()
    )


def somebody(who) -> Client:
    client = Client()
    if who != STRANGER:
        client.force_login(colleague("di-thu", *([] if who == NEWCOMER else [who])))
    return client


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_desk_lets_through_whom_the_table_says(who):
    expected, wrong = may_by_visit(), []
    for name, visit in visits().items():
        if name not in expected:
            continue  # the next test tells of it
        with transaction.atomic():
            for page, is_through in visit(somebody(who)).items():
                if is_through != (who in expected[name]):
                    wrong.append(f"{name}: {page} {'lets through' if is_through else 'refuses'} {who}")
            transaction.set_rollback(True)
    assert wrong == []


def test_everything_that_can_be_tried_stands_in_the_table_once():
    named = [visit for act in acts() for visit in act.visits]

    assert sorted(named) == sorted(set(named)), "a visit stands in the table twice"
    assert set(visits()) - set(named) == set(), "add these to docs/quyen-han.toml"
    assert set(named) - set(visits()) == set(), "these are in docs/quyen-han.toml and nowhere else"


def test_every_address_action_and_folder_of_files_is_tried():
    tried = walk.names_of_lists() | walk_accounts.ADDRESSES | walk_organizations.ADDRESSES | SHARED

    assert walk.names_of_the_desk() - tried == set(), "teach the walk to try these"
    assert tried - walk.names_of_the_desk() == set()
    assert walk.routes_without_a_name() == {"<path:object_id>/", "(?P<url>.*)$"}
    assert walk.actions_of_lists() - set(visits()) == set()
    assert set(HOLDERS) == walk_organizations.FOLDERS


@pytest.mark.parametrize(("guide", "language"), GUIDES.items())
def test_the_guides_show_the_table_as_it_is(guide, language):
    assert shown_in(guide) == as_markdown(language), "run python -m tests.portal.rights_table"


def test_an_administrator_makes_nobody_a_superuser():
    assert walk_accounts.grants_nobody_everything(somebody(Role.ADMINISTRATOR))
