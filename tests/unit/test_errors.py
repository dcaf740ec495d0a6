"""Do errors speak to the reader, in the reader's language?"""

from __future__ import annotations

import re

import pytest

from journeybook import errors
from journeybook.errors import JourneybookError, MapFileError, ModelError
from journeybook.i18n import Phrase, use_language

TREE: set[type[JourneybookError]] = {
    value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, JourneybookError)
}


def test_the_sentence_follows_the_language() -> None:
    """Is an error put into words only when shown, in the language current then or asked for?"""
    error = MapFileError("mapfile.missing", file="m.journey.json", fallback=Phrase("mapfile.no_fallback", {}))
    english = "There is no map file m.journey.json. There is no good copy beside it."
    with use_language("zh"):
        assert str(error) == "找不到旅程图文件 m.journey.json。旁边没有完好的副本。"
        assert error.message("en") == english
    with use_language("en"):
        assert str(error) == english
        assert error.message("zh").startswith("找不到")


def test_a_notebook_shows_the_sentence_alone() -> None:
    """Does a notebook show no traceback for an error that is meant for the reader?"""
    error = ModelError("model.broken_rule", place="kind", expected="…", came="…")
    with use_language("en"):
        assert error._render_traceback_() == ["The journey map breaks a rule (kind). Expected: …; found: …."]


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    """Does the module's docstring draw every error there is, all under one base, each explained?"""
    drawn = set(re.findall(r"[├└]── (\w+)", errors.__doc__ or ""))
    assert drawn == {error.__name__ for error in TREE - {JourneybookError}}
    assert all(error.__bases__ == (JourneybookError,) for error in TREE - {JourneybookError})
    assert all(error.__doc__ for error in TREE)


@pytest.mark.parametrize("error", sorted(TREE, key=str))
def test_key_and_values_stay_with_the_error(error: type[JourneybookError]) -> None:
    """Can whoever catches an error tell what it is by key and values, without reading the sentence?"""
    caught = error("words.stage", file="x")
    assert (caught.key, caught.params) == ("words.stage", {"file": "x"})
