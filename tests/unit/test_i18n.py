"""Is every sentence there in both languages, whole, and is the right language chosen?"""

from __future__ import annotations

import ast
import json
import locale
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from journeybook import i18n, jsonfile
from journeybook.i18n import LANGUAGES, Phrase, catalogue, language, set_language, system_language, t, use_language
from journeybook.rubric import all_criteria

PACKAGE = Path(i18n.__file__).parent
LOCALES = PACKAGE / "locales"
DOMAINS = sorted(path.stem for path in (LOCALES / "en").glob("*.json"))
SOURCES = sorted(PACKAGE.rglob("*.py"))

KEY = re.compile(rf"({'|'.join(DOMAINS)})\.(\w+)")
FILE_SUFFIXES = {"css", "db", "js", "json", "log", "md", "toml"}
"""What a text such as ``"board.js"`` ends in that looks like a key and is a file's name."""

DATA = {"board.template_a", "board.template_b"}
"""Entries that are read as lists rather than by people: their commas stay."""


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def placeholders(sentence: str) -> set[str]:
    """Return the placeholders of a sentence, with their formats."""
    return {f"{name}:{form}" for _, name, form, _ in Formatter().parse(sentence) if name is not None}


def names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Yield (name of what is called, call) for all calls in a module."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            function = node.func
            yield getattr(function, "id", getattr(function, "attr", "")), node


def keys(path: Path) -> Iterator[str]:
    """Yield each text of a module that is a catalogue key, wherever it is written out whole."""
    inside = {id(part) for node in ast.walk(tree(path)) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            found = KEY.fullmatch(node.value)
            if found and found[2] not in FILE_SUFFIXES:
                yield node.value


def beginnings(path: Path) -> Iterator[str]:
    """Yield how each f-string of a module begins that makes a catalogue key."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            begin = str(node.values[0].value)
            if re.fullmatch(rf"({'|'.join(DOMAINS)})\.\w*", begin):
                yield begin


def is_known(key: str, lang: str) -> bool:
    domain, _, name = key.partition(".")
    return name in catalogue(lang, domain)


def starts_a_key(begin: str, lang: str) -> bool:
    domain, _, start = begin.partition(".")
    return any(name.startswith(start) for name in catalogue(lang, domain))


def test_both_languages_have_the_same_files() -> None:
    """Does each language have the same domains?"""
    assert DOMAINS
    for lang in LANGUAGES:
        assert sorted(path.stem for path in (LOCALES / lang).glob("*.json")) == DOMAINS
    assert sorted(path.name for path in LOCALES.iterdir()) == sorted(LANGUAGES)


@pytest.mark.parametrize("domain", DOMAINS)
def test_both_languages_have_the_same_entries(domain: str) -> None:
    """Does each domain have the same keys with the same placeholders in both languages, none of them empty?"""
    zh, en = catalogue("zh", domain), catalogue("en", domain)
    assert zh.keys() == en.keys()
    for name in zh:
        assert zh[name].strip(), name
        assert en[name].strip(), name
        assert placeholders(zh[name]) == placeholders(en[name]), name


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_entry_is_written_twice(lang: str, domain: str) -> None:
    """Is no key repeated in a file, where the second would silently win?"""
    assert jsonfile.load(LOCALES / lang / f"{domain}.json", 1_000_000) == catalogue(lang, domain)


@pytest.mark.parametrize("domain", DOMAINS)
def test_chinese_punctuation_is_full_width(domain: str) -> None:
    """Does Chinese text keep to full-width punctuation between its characters and at its ends?"""
    for name, sentence in catalogue("zh", domain).items():
        if f"{domain}.{name}" in DATA:
            continue
        assert not re.search(r"[\u4e00-\u9fff][,.;:!?][\u4e00-\u9fff]", sentence), name
        assert not re.search(r"[\u4e00-\u9fff][,;:!?.]\s*$", sentence), name


@pytest.mark.parametrize("domain", DOMAINS)
def test_chinese_ellipses_are_whole(domain: str) -> None:
    """Are the six dots of Chinese written wherever a sentence breaks off, and never three of them?"""
    halves = [name for name, sentence in catalogue("zh", domain).items() if re.search("(?<!…)…(?!…)", sentence)]
    assert halves == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_english_has_no_chinese(domain: str) -> None:
    """Is no English sentence left in Chinese punctuation?"""
    for name, sentence in catalogue("en", domain).items():
        assert not re.search("[，。；：！？（）、]", sentence), name


def test_every_key_in_the_code_is_in_the_catalogue() -> None:
    """Does each key that the code writes out, or begins to, exist in both languages?"""
    written = {key: path.name for path in SOURCES for key in keys(path)}
    begun = {begin: path.name for path in SOURCES for begin in beginnings(path)}
    assert len(written) > 100
    for lang in LANGUAGES:
        assert {key: file for key, file in written.items() if not is_known(key, lang)} == {}
        assert {begin: file for begin, file in begun.items() if not starts_a_key(begin, lang)} == {}


def test_every_placeholder_is_given() -> None:
    """Does each `t`, `Phrase` and error that names its key give all the values that the sentence needs?"""
    checked = 0
    for path in SOURCES:
        for name, call in calls(path):
            if not (name in ("t", "Phrase") or name.endswith("Error")) or not call.args:
                continue
            key = call.args[0].value if isinstance(call.args[0], ast.Constant) else None
            if not isinstance(key, str) or not KEY.fullmatch(key) or any(word.arg is None for word in call.keywords):
                continue
            given = {str(word.arg) for word in call.keywords}
            if name == "Phrase":
                if not isinstance(call.args[1], ast.Dict):
                    continue
                given = {str(word.value) for word in call.args[1].keys if isinstance(word, ast.Constant)}
            domain, _, entry = key.partition(".")
            assert names(catalogue("en", domain)[entry]) <= given, f"{path.name}: {key}"
            checked += 1
    assert checked > 50


def test_every_sentence_of_a_criterion_is_there_and_used() -> None:
    """Does each criterion's module find its sentences with their values, and is none left that nobody says?"""
    used = set()
    for name in all_criteria():
        path = PACKAGE / "rubric" / "criteria" / f"{name}.py"
        for called, call in calls(path):
            if called != "phrase":
                continue
            part = call.args[1]
            assert isinstance(part, ast.Constant)
            key = f"{name}_{part.value!s}"
            for lang in LANGUAGES:
                assert names(catalogue(lang, "criteria")[key]) <= {word.arg for word in call.keywords}, key
            used.add(key)
        used |= {f"{name}_{part}" for part in ("name", "not_attempted", "hint_1", "hint_2", "hint_3")}
        used |= {f"{name}_later"} if all_criteria()[name].needs_key else set()
    assert set(catalogue("en", "criteria")) <= used


@pytest.mark.parametrize("domain", ["mapfile", "answersfile"])
def test_every_damage_has_a_sentence(domain: str) -> None:
    """Can each damage that the JSON reader tells apart be said of a map file and of an answers file?"""
    damages = {
        call.args[0].value
        for name, call in calls(PACKAGE / "jsonfile.py")
        if name == "DamageError" and isinstance(call.args[0], ast.Constant)
    }
    assert len(damages) == 7
    for lang in LANGUAGES:
        assert damages <= set(catalogue(lang, domain))


def test_a_phrase_is_said_in_the_language_around_it() -> None:
    """Is a sentence inside a sentence put into the same language, and are braces in values left alone?"""
    rule = Phrase("mapfile.fallback", {"copy": "{x}.bak"})
    assert (
        t("mapfile.missing", "zh", file="{file}", fallback=rule)
        == "找不到旅程图文件 {file}。上一份完好的副本是 {x}.bak。"
    )
    assert (
        t("mapfile.missing", "en", file="m", fallback=rule) == "There is no map file m. The last good copy is {x}.bak."
    )


@pytest.mark.parametrize("key", ["words.no_such", "no_such.stage", "stage", ""])
def test_an_unknown_key_is_a_mistake_in_the_code(key: str) -> None:
    """Is a key that is not there a KeyError, rather than shown as it is?"""
    with pytest.raises(KeyError):
        t(key, "en")


@pytest.mark.parametrize("lang", ["de", "", "ZH", "../en"])
def test_other_languages_are_refused(lang: str) -> None:
    """Is a language that the catalogue lacks refused where it is set?"""
    with pytest.raises(ValueError, match="one of zh, en"):
        set_language(lang)
    with pytest.raises(ValueError, match="one of zh, en"), use_language(lang):
        pass


def test_a_language_ends_with_its_block(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a language hold inside its block only, also where the block fails?"""
    monkeypatch.setenv("JOURNEYBOOK_LANG", "en")
    with use_language("zh"):
        assert (language(), t("words.stage")) == ("zh", "阶段")
        with use_language("en"):
            assert t("words.stage") == "stage"
        with pytest.raises(KeyError), use_language("en"):
            t("words.no_such")
        assert language() == "zh"
    assert language() == "en"


@pytest.mark.parametrize(
    ("variables", "lang"),
    [
        ({"JOURNEYBOOK_LANG": "zh", "LC_ALL": "en_US.UTF-8"}, "zh"),
        ({"JOURNEYBOOK_LANG": "de", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "zh_TW.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
        ({"LC_ALL": "de_DE.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_MESSAGES": "ZH_CN"}, "zh"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, "zh"),
    ],
)
def test_the_environment_chooses(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], lang: str) -> None:
    """Does our own variable decide, then the locale's in their order, any Chinese one being zh?"""
    for name in ("JOURNEYBOOK_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert system_language() == lang


@pytest.mark.parametrize(("name", "lang"), [("Chinese (Simplified)_China", "zh"), ("zh_CN", "zh"), (None, "en")])
def test_without_variables_the_system_is_asked(monkeypatch: pytest.MonkeyPatch, name: str | None, lang: str) -> None:
    """Is the system's own locale used where no variable is set, as on Windows?"""
    for variable in ("JOURNEYBOOK_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(locale, "getlocale", lambda: (name, "cp936"))
    assert system_language() == lang


def test_catalogue_files_are_flat() -> None:
    """Is every entry of every file a text?"""
    for path in LOCALES.rglob("*.json"):
        data = json.loads(path.read_text(encoding="utf-8"))
        assert all(isinstance(value, str) for value in data.values()), path
