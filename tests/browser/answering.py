"""A trainee's hands on the questions: each kind is answered with the mouse or with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Locator, Page, expect

from journeybook.questions import KeyedQuestion

WORDS = {
    "zh": "我会先去门店排一次队，再决定改什么。",
    "en": "I would queue in the store myself before deciding what to change.",
}
"""What a trainee writes where they are asked for their own words."""


def press(button: Locator, *, by_keys: bool) -> None:
    """Press a button."""
    if by_keys:
        button.press("Enter")
    else:
        button.click()


def choose_from_list(choices: Locator, value: str) -> None:
    """Choose an entry of a list with the arrow keys."""
    values = choices.locator("option").evaluate_all("all => all.map(one => one.value)")
    steps = values.index(value) - values.index(choices.input_value())
    for _ in range(abs(steps)):
        choices.press("ArrowDown" if steps > 0 else "ArrowUp")
    expect(choices).to_have_value(value)


def write_into(field: Locator, words: str, *, by_keys: bool) -> None:
    """Write into a field in place of what stands in it."""
    if by_keys:
        field.focus()
    else:
        field.click()
    keyboard = field.page.keyboard
    keyboard.press("Control+a")
    keyboard.insert_text(words)
    expect(field).to_have_value(words)


def _choose_options(question: Locator, asked: KeyedQuestion, by_keys: bool) -> None:
    for id_ in [asked.right] if isinstance(asked.right, str) else asked.right or list(asked.question.options)[:1]:
        option = question.locator(f'[data-option="{id_}"]')
        box = option.locator("input")
        if by_keys:
            box.press("Space")
        else:
            (option if option.evaluate("one => one.tagName") == "LABEL" else option.locator("label")).click()
        expect(box).to_be_checked()


def _put_in_order(question: Locator, asked: KeyedQuestion, by_keys: bool) -> None:
    lines = question.get_by_test_id("line")
    before = [line.get_attribute("data-option") for line in lines.all()]
    keep = question.locator(".jb-quiz-buttons button:not([data-testid])")
    if before == asked.right and keep.count():  # as it should be from the beginning
        press(keep, by_keys=by_keys)
    for place, id_ in enumerate(asked.right or ()):
        line = question.locator(f'[data-testid="line"][data-option="{id_}"]')
        now = lines.evaluate_all("all => all.map(one => one.dataset.option)").index(id_)
        for above in range(now - 1, place - 1, -1):
            press(line.locator("button").first, by_keys=by_keys)
            expect(lines.nth(above)).to_have_attribute("data-option", id_)


def _match(question: Locator, asked: KeyedQuestion, by_keys: bool) -> None:
    assert isinstance(asked.right, dict)
    for id_, target in asked.right.items():
        choices = question.locator(f'[data-option="{id_}"] select')
        if not by_keys:
            choices.hover()
        choose_from_list(choices, target)


def _write_short(question: Locator, asked: KeyedQuestion, by_keys: bool) -> None:
    right = asked.right
    words = f"{right['number']:g}" if isinstance(right, dict) else (right or [""])[0]
    write_into(question.locator("input"), words, by_keys=by_keys)


def _write_open(question: Locator, asked: KeyedQuestion, by_keys: bool) -> None:
    lang = question.evaluate("one => one.closest('[lang]').lang")
    write_into(question.locator("textarea"), WORDS["zh" if lang.startswith("zh") else "en"], by_keys=by_keys)


HANDS: dict[str, Callable[[Locator, KeyedQuestion, bool], None]] = {
    "single": _choose_options,
    "multiple": _choose_options,
    "order": _put_in_order,
    "match": _match,
    "short": _write_short,
    "open": _write_open,
    # Opinions have no right answer: the first will do.
    "scale": _choose_options,
    "choice": _choose_options,
    "choices": _choose_options,
}
"""How each kind of question is answered; the last argument says whether by the keyboard alone."""


def answer_all(page: Page, known: Mapping[str, KeyedQuestion]) -> None:
    """Answer all questions of a page rightly, by mouse and by keyboard in turns, and have them judged where they are.

    Parameters
    ----------
    page : Page
        A page on which all questions have appeared.
    known : mapping
        Question id → question with its right answer. Each must be asked on the page.
    """
    answered: list[str] = []
    for quiz in page.get_by_test_id("quiz").all():
        while True:
            for question in quiz.get_by_test_id("question").all():
                answered.append(answer(question, known, by_keys=len(answered) % 2 == 1))
            onward = quiz.get_by_test_id("next-question")
            if onward.count() == 0 or onward.is_disabled():
                break
            press(onward, by_keys=len(answered) % 2 == 1)
            expect(quiz.locator(f'[data-question="{answered[-1]}"]')).to_have_count(0)
        expect(quiz).to_have_attribute("data-state", "saved")
    assert sorted(answered) == sorted(known)


def answer(question: Locator, known: Mapping[str, KeyedQuestion], *, by_keys: bool) -> str:
    """Answer one question rightly, have it judged where there is a button for it, and return its id."""
    id_ = question.get_attribute("data-question") or ""
    asked = known[id_]
    kind = str(asked.question.kind)
    if kind not in HANDS:
        pytest.fail(f"question {id_} is of kind {kind}, which no hand in {__name__}.HANDS can answer: add one")
    HANDS[kind](question, asked, by_keys)
    check = question.get_by_test_id("check-answer")
    if check.count():
        press(check, by_keys=by_keys)
        expect(question).to_have_attribute("data-result", "right")
    return id_
