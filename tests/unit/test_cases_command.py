"""The command that makes a case's files."""

import pytest

from journeybook.cases.__main__ import main
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
