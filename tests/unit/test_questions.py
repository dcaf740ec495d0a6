"""Are answers of every kind written down, read again and judged by the rule of their kind?"""

from __future__ import annotations

import json
from typing import Any

import pytest
from html_page import HOSTILE
from hypothesis import given
from hypothesis import strategies as st

from journeybook.i18n import LANGUAGES, use_language
from journeybook.questions import (
    KeyedQuestion,
    Question,
    QuestionKind,
    as_number,
    credit,
    decode,
    encode,
    fits,
    in_words,
    plain,
    right_in_words,
    shuffled,
)

OPTIONS = {"a": "Ärger", "b": "排队", "c": "<b>c</b>", "d": "D"}
TARGETS = {"x": "X", "y": "Y"}
SINGLE = Question("q", "?", OPTIONS)
MULTIPLE = Question("q", "?", OPTIONS, QuestionKind.MULTIPLE)
ORDER = Question("q", "?", OPTIONS, QuestionKind.ORDER)
MATCH = Question("q", "?", {"a": "A", "b": "B"}, QuestionKind.MATCH, TARGETS)
SHORT = Question("q", "?", kind=QuestionKind.SHORT, unit="%")
OPEN = Question("q", "?", kind=QuestionKind.OPEN)
SCALE = Question("q", "?", {str(n): str(n) for n in range(1, 6)}, QuestionKind.SCALE, ends=("low", "high"))
CHOICE = Question("q", "?", OPTIONS, QuestionKind.CHOICE)
CHOICES = Question("q", "?", OPTIONS, QuestionKind.CHOICES)
OPINIONS = {"scale": SCALE, "choice": CHOICE, "choices": CHOICES}
JUDGED = {"single": SINGLE, "multiple": MULTIPLE, "order": ORDER, "match": MATCH, "short": SHORT}
ALL = JUDGED | {"open": OPEN} | OPINIONS

RIGHT: dict[str, Any] = {
    "single": "b",
    "multiple": ["a", "c"],
    "order": ["c", "a", "b", "d"],
    "match": {"a": "y", "b": "x"},
    "short": ["净推荐值", "NPS"],
}


@pytest.mark.parametrize(
    ("question", "value", "text"),
    [
        (SINGLE, "b", "b"),
        (MULTIPLE, ["c", "a"], '["a","c"]'),
        (ORDER, ["d", "c", "b", "a"], '["d","c","b","a"]'),
        (MATCH, {"b": "x", "a": "x"}, '{"a":"x","b":"x"}'),
        (MATCH, {"b": "x"}, '{"b":"x"}'),
        (SCALE, "4", "4"),
        (CHOICE, "c", "c"),
        (CHOICES, ["d", "b"], '["b","d"]'),
        (SHORT, "３０％", "３０％"),
        (OPEN, HOSTILE, HOSTILE),
    ],
)
def test_an_answer_has_one_way_to_be_written(question: Question, value: Any, text: str) -> None:
    """Is an answer written in the order of the file, whatever order it was given in, and read as the same again?"""
    assert encode(question, value) == text
    again = decode(question, text)
    assert again is not None
    assert encode(question, again) == text


@pytest.mark.parametrize("question", ALL.values(), ids=ALL)
def test_no_answer_is_the_empty_text(question: Question) -> None:
    """Is an answer that chooses nothing the empty text, and that no answer?"""
    empty: Any = {
        QuestionKind.MULTIPLE: [],
        QuestionKind.CHOICES: [],
        QuestionKind.ORDER: [],
        QuestionKind.MATCH: {},
    }.get(question.kind, "")
    assert encode(question, empty) == ""
    assert decode(question, "") is None
    assert in_words(question, "") == ""


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (SINGLE, "z"),
        (SINGLE, ["a"]),
        (SINGLE, None),
        (MULTIPLE, ["a", "a"]),
        (MULTIPLE, ["a", "z"]),
        (MULTIPLE, "ab"),
        (MULTIPLE, [["a"]]),
        (ORDER, ["a", "b"]),
        (ORDER, {"a": 1}),
        (MATCH, {"a": "z"}),
        (MATCH, {"z": "x"}),
        (MATCH, {"a": ["x"]}),
        (MATCH, [1]),
        (SCALE, "6"),
        (SCALE, 4),
        (CHOICE, "z"),
        (CHOICE, ["a"]),
        (CHOICES, "a"),
        (CHOICES, ["a", "a"]),
        (SHORT, 3),
        (OPEN, "x" * 20_001),
    ],
)
def test_what_is_no_answer_is_refused(question: Question, value: Any) -> None:
    """Is what a browser could not have sent, if it were ours, refused?"""
    with pytest.raises(ValueError, match="expected"):
        encode(question, value)


@pytest.mark.parametrize(
    ("kind", "answer", "points"),
    [
        ("single", "b", 1),
        ("single", "a", 0),
        ("single", "B", 0),
        # Right ones minus wrong ones, over the two that are right.
        ("multiple", '["a","c"]', 1),
        ("multiple", '["a"]', 0.5),
        ("multiple", '["a","b"]', 0),
        ("multiple", '["a","b","c"]', 0.5),
        ("multiple", '["a","b","c","d"]', 0),
        ("multiple", '["b","d"]', 0),
        # Six pairs: one swap of neighbours costs one of them, the order turned round costs all.
        ("order", '["c","a","b","d"]', 1),
        ("order", '["a","c","b","d"]', 5 / 6),
        ("order", '["d","b","a","c"]', 0),
        ("order", '["c","a","b"]', 0),
        ("order", '["c","a","b","b"]', 0),
        ("match", '{"a":"y","b":"x"}', 1),
        ("match", '{"a":"y","b":"y"}', 0.5),
        ("match", '{"b":"x"}', 0.5),
        ("match", '{"a":"x","b":"y"}', 0),
        ("short", "nps", 1),
        ("short", " Ｎ.Ｐ.Ｓ。", 1),
        ("short", "“净推荐值”", 1),
        ("short", "推荐值", 0),
    ],
)
def test_credit_is_what_the_rule_gives(kind: str, answer: str, points: float) -> None:
    """Is credit that worked out by hand: right, in part, and typical mistakes?"""
    assert credit(QuestionKind(kind), RIGHT[kind], answer) == pytest.approx(points)


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("30", True),
        ("29.5", True),
        ("２９．０", True),
        ("31 %", True),
        ("31.01", False),
        ("dreißig", False),
        ("", False),
    ],
)
def test_a_number_within_its_tolerance(answer: str, right: bool) -> None:
    """Is a number right up to its tolerance, its unit and full-width digits left aside?"""
    assert credit(QuestionKind.SHORT, {"number": 30, "tolerance": 1}, answer) == right


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        (" −3 ", -3),
        ("+0.5", 0.5),
        ("1,200", 1200),
        ("1，２００ 人", 1200),
        ("1,234,567.5", 1234567.5),
        ("0,5", 0.5),
        ("12。", 12),
        ("12 or 13", 12),
        ("about 12", None),
        ("1-2", None),
        ("", None),
        ("9" * 400, None),
        ("²", 2),
    ],
)
def test_numbers_as_people_write_them(text: str, number: float | None) -> None:
    """Is the number at the start of an answer read, and nothing taken for one that is none?"""
    assert as_number(text) == number


@given(st.text(max_size=60) | st.recursive(st.none() | st.integers(), st.lists).map(json.dumps))
def test_hostile_answers_are_wrong_and_no_more(text: str) -> None:
    """Does any text at all give credit from 0 to 1 and read as an answer or as none, without an error?"""
    for kind, question in ALL.items():
        value = decode(question, text)
        assert value is None or encode(question, value) is not None
        assert isinstance(in_words(question, text), str)
        if kind in RIGHT:
            assert 0 <= credit(QuestionKind(kind), RIGHT[kind], text) <= 1


@pytest.mark.parametrize("text", ["[" * 15_000, '{"a":' * 3000, "[NaN]", "\ud83d", '["a"]' * 5000, "null", "0"])
def test_text_that_breaks_parsers(text: str) -> None:
    """Do endless brackets, half characters and numbers that are none give no credit and no error?"""
    for kind in ("multiple", "order", "match"):
        assert decode(ALL[kind], text) is None
        assert credit(QuestionKind(kind), RIGHT[kind], text) == 0


@pytest.mark.parametrize("question", OPINIONS.values(), ids=OPINIONS)
def test_an_opinion_is_never_judged(question: Question) -> None:
    """Is no answer to an opinion right, whatever is said to be, and none wrong either?"""
    assert question.kind.is_opinion
    assert not question.kind.has_key
    for right in ("a", "4", ["a", "b"], {"a": "x"}):
        assert not fits(question, right)
    assert KeyedQuestion(question, None).credit("a") is None
    assert credit(question.kind, "a", "a") == 0


def test_only_open_questions_and_opinions_have_no_key() -> None:
    """Are all kinds told apart: judged by a key, by a person, or by nobody?"""
    assert {kind.value for kind in QuestionKind if kind.has_key} == set(JUDGED)
    assert {kind.value for kind in QuestionKind if kind.is_opinion} == set(OPINIONS)


def test_a_keyed_question_tells_not_answered_from_wrong() -> None:
    """Is nothing given, or an open question, neither right nor wrong?"""
    keyed = KeyedQuestion(SINGLE, "b")
    assert [keyed.credit(answer) for answer in ("", " ", "a", "b")] == [None, None, 0, 1]
    assert KeyedQuestion(OPEN, None).credit("words") is None


def test_plain_leaves_letters_and_digits() -> None:
    """Do signs, blanks, capitals and widths not matter, and letters and digits all the more?"""
    assert plain(" Net–Promoter Score（ＮＰＳ）") == "netpromoterscorenps"
    assert plain("!?") == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_answers_in_words(lang: str) -> None:
    """Is an answer read back by the texts of its options, in either language, as it was written?"""
    with use_language(lang):
        assert in_words(SINGLE, "c") == "<b>c</b>"
        assert in_words(ORDER, '["b","a","d","c"]') == "排队 → Ärger → D → <b>c</b>"
        joint = {"zh": "；", "en": "; "}[lang]
        assert in_words(MULTIPLE, '["a","d"]') == f"Ärger{joint}D"
        assert in_words(MATCH, '{"a":"x"}') == {"zh": "A——X", "en": "A – X"}[lang]
        assert right_in_words(SHORT, {"number": 30}) == "30 %"
        assert "1" in right_in_words(SHORT, {"number": 30, "tolerance": 1})
        assert right_in_words(SHORT, RIGHT["short"]) == "净推荐值"
        assert right_in_words(MULTIPLE, ["z"]) == ""


@pytest.mark.parametrize("kind", RIGHT)
def test_right_answers_fit_their_own_kind_alone(kind: str) -> None:
    """Does each right answer fit its question, and nothing half done or of another kind?"""
    assert fits(ALL[kind], RIGHT[kind])
    assert credit(QuestionKind(kind), RIGHT[kind], encode(ALL[kind], RIGHT[kind]) if kind != "short" else "NPS") == 1
    for wrong in (None, "", [], {}, 3, "z", ["?!"], {"a": "y"}, {"number": "3"}, {"number": 1, "x": 2}):
        assert not fits(ALL[kind], wrong), wrong
    assert not fits(OPEN, "a")


def test_shuffling_is_the_same_each_time_and_another_for_each() -> None:
    """Does one seed always give one order with all ids in it, and do ten seeds give several?"""
    ids = list("abcdef")
    assert shuffled(ids, "1") == shuffled(reversed(ids), "1")
    assert sorted(shuffled(ids, "1")) == ids
    assert len({tuple(shuffled(ids, str(seed))) for seed in range(10)}) > 5
