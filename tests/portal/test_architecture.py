import tomllib

from django.apps import apps
from importlinter.cli import lint_imports

from tests.portal.source import PACKAGES, ROOT, files, shown

LONGEST_FILE = 400
NAMES_WITHOUT_SUBJECT = {"utils.py", "helpers.py", "common.py", "misc.py", "base_utils.py"}


def layers():
    """Our apps by the import contract, lowest first: kit is 0."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    [order] = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    return {name: height for height, name in enumerate(reversed(order))}


def test_the_import_contracts_hold(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)

    broken = lint_imports(config_filename="pyproject.toml", cache_dir=None)

    assert broken == 0, capsys.readouterr().out


def test_every_app_of_ours_stands_in_the_import_contract():
    ours = {config.name for config in apps.get_app_configs() if config.name.split(".")[0] in PACKAGES}

    assert {name for name in ours if not name.startswith("portal.hub.")} == set(layers())


def test_no_relation_points_from_an_earlier_app_to_a_later_one():
    """A foreign key written as a string is invisible to the import contracts."""
    height = layers()
    pointing_up = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields(include_hidden=True)
        if field.is_relation and not field.auto_created and field.related_model
        if (here := apps.get_app_config(model._meta.app_label).name) in height
        if height.get(apps.get_app_config(field.related_model._meta.app_label).name, -1) > height[here]
    ]

    assert pointing_up == []


def test_no_file_grows_past_one_subject():
    too_long = {
        shown(path): count
        for path in files("*.py", *PACKAGES, "tests")
        if "migrations" not in path.parts
        and (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }

    assert too_long == {}


def test_every_file_is_named_for_a_subject():
    nameless = [
        shown(path) for path in files("*.py", *PACKAGES, "tests") if path.name in NAMES_WITHOUT_SUBJECT
    ]

    assert nameless == []


def test_every_test_file_mirrors_a_room_of_the_house():
    rooms = {"bench", "browser", "factories", "hub", "kit", "organizations", "portal"}

    assert {path.parent.relative_to(ROOT / "tests").parts[0] for path in files("test_*.py", "tests")} <= rooms
