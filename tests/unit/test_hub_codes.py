"""Are join codes kept as salted hashes alone, and checked as people type them?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from journeybook.classroom.hub.codes import Codes, shown
from journeybook.errors import ClassError


@pytest.fixture
def codes(tmp_path: Path) -> Codes:
    """Return the codes of a class that has none yet."""
    return Codes(tmp_path / "hub" / "codes.json")


def test_a_code_opens_for_its_owner_alone(codes: Codes) -> None:
    """Does each code fit the person it was made for, and nobody else?"""
    made = codes.make(["anna", "bo"])

    assert codes.check("anna", made["anna"])
    assert not codes.check("bo", made["anna"])
    assert not codes.check("anna", made["anna"][:-1])
    assert not codes.check("anna", "")
    assert not codes.check("nobody", made["anna"])


@pytest.mark.parametrize("typed", ["{0}-{1}", " {0} {1} ", "{0}{1}\n"])
def test_a_code_is_taken_as_people_type_it(codes: Codes, typed: str) -> None:
    """Do hyphens, blanks and small letters not matter?"""
    code = codes.make(["anna"])["anna"]

    assert codes.check("anna", typed.format(code[:4], code[4:]).lower())
    assert shown(code) == f"{code[:4]}-{code[4:]}"


def test_only_salted_hashes_are_kept(codes: Codes, tmp_path: Path) -> None:
    """Is no code in the file, is no salt used twice, and can nobody else read it?"""
    made = codes.make(["anna", "bo"])
    file = tmp_path / "hub" / "codes.json"
    kept = json.loads(file.read_text(encoding="utf-8"))

    assert all(code not in file.read_text(encoding="utf-8") for code in made.values())
    assert kept["anna"]["salt"] != kept["bo"]["salt"]
    assert len(bytes.fromhex(kept["anna"]["hash"])) == 64
    assert file.stat().st_mode & 0o077 == 0


def test_a_new_code_voids_the_old_one(codes: Codes) -> None:
    """Is only the newest code good, and the others' as before?"""
    first = codes.make(["anna", "bo"])
    second = codes.make(["anna"])

    assert not codes.check("anna", first["anna"])
    assert codes.check("anna", second["anna"])
    assert codes.check("bo", first["bo"])


def test_who_leaves_loses_the_code(codes: Codes) -> None:
    """Is a dropped person's code good for nothing, and another's still good?"""
    made = codes.make(["anna", "bo"])
    codes.drop(["anna", "nobody"])

    assert not codes.check("anna", made["anna"])
    assert codes.known() == {"bo"}


def test_a_damaged_file_is_told_and_kept(codes: Codes, tmp_path: Path) -> None:
    """Is a file that cannot be read an error that names it, never an open door or an empty list?"""
    codes.make(["anna"])
    file = tmp_path / "hub" / "codes.json"
    file.write_text('{"anna": 1', encoding="utf-8")

    with pytest.raises(ClassError, match=r"codes\.json"):
        codes.check("anna", "")
    with pytest.raises(ClassError):
        codes.make(["bo"])
    assert file.read_text(encoding="utf-8") == '{"anna": 1'
