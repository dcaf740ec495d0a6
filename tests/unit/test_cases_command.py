"""The commands that make a case's files and the computed part of its key."""

import tomllib
from dataclasses import replace

import pytest

from journeybook.cases import truths
from journeybook.cases.__main__ import main
from journeybook.cases.making import find_recipe
from journeybook.i18n import use_language


def test_command_writes_where_it_is_told(tmp_path, capsys):
    """Does a small run write the whole case and say where?"""
    with use_language("en"):
        assert main(["retail", "--customers", "4", "--seed", "9", "--out", str(tmp_path / "new")]) == 0
    assert (tmp_path / "new" / "customers.csv").read_text(encoding="utf-8").count("\n") == 5
    assert (tmp_path / "new" / "datapackage.json").is_file()
    assert str(tmp_path / "new") in capsys.readouterr().out


def test_command_writes_into_the_workbook_by_default(tmp_path, monkeypatch):
    """Does the case land in the workbook's datasets folder?"""
    (tmp_path / "datasets").mkdir()
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path))
    assert main(["retail", "--customers", "3"]) == 0
    assert (tmp_path / "datasets" / "retail" / "events.csv").is_file()


@pytest.mark.parametrize("arguments", [["retail", "--customers", "0"], ["bakery"], []])
def test_wrong_arguments_are_refused(arguments, capsys):
    """Is an impossible number or an unknown case refused with a sentence?"""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "error" in capsys.readouterr().err


def test_missing_workbook_is_said(tmp_path, monkeypatch, capsys):
    """Is a home without datasets told, and not with a traceback?"""
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path))
    with pytest.raises(SystemExit):
        main(["retail", "--customers", "3"])
    assert "JOURNEYBOOK_HOME" in capsys.readouterr().err


def test_truths_are_written_below_what_is_there_by_hand(tmp_path, monkeypatch, capsys):
    """Does the key keep its hand-written part, and is the computed one replaced, not repeated?"""
    key = tmp_path / "solutions" / "truths" / "retail.toml"
    key.parent.mkdir(parents=True)
    key.write_text('[pain_points]\nplanted = ["x"]\n', encoding="utf-8")
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path))
    recipe = find_recipe("retail")
    small = replace(recipe, plan=replace(recipe.plan, customers=30))
    monkeypatch.setattr(truths, "find_recipe", {"retail": small}.__getitem__)
    for _ in range(2):
        assert truths.main(["retail", "--customers", "150"]) == 0
    written = tomllib.loads(key.read_text(encoding="utf-8"))
    assert written["pain_points"] == {"planted": ["x"]}
    assert set(written["effects"]) == {"satisfaction", "repurchase", "response_hours", "sales"}
    assert max(written["drivers"], key=written["drivers"].get) == "help"
    assert written["kano"]["advice_limit"] == "R"
    assert str(key) in capsys.readouterr().out
