"""Is a proposal taken apart into a deed and what it is done to, sentence by sentence?"""

from __future__ import annotations

import pytest

from journeybook.rubric.causes import WORDS_AT_MOST, Approach, Cause, is_list_of_words

MORE = Approach("more tills", ("open", "put on", "增开"), ("till", "收银台"))
SELF = Approach("self-service", ("add", "增设"), ("self-service till", "自助收银"))
PUSH = Approach("telling them", ("push", "send", "text"), ("push", "news", "text message", "message"))
CAUSE = Cause(("checkout",), "Too few tills.", (MORE, SELF, PUSH))


@pytest.mark.parametrize(
    ("proposal", "expected"),
    [
        ("Open two more tills", [MORE]),
        ("We are opening tills on Saturdays", [MORE]),
        ("PUT  ON another Till!", [MORE]),
        ("Add a self-service till; open more tills", [MORE, SELF]),
        ("add self service tills", [SELF]),
        ("周末增开２个收银台", [MORE]),
        ("增设自助收银。", [SELF]),
        ("reopen untilled land", []),
        ("Opened. A till.", []),
        ("不要增开收银台", []),
        ("Don't open more tills", []),
        ("Tills without opening hours", []),
        ("", []),
        ("Better push for everybody!", []),
        ("Push the news, step by step", [PUSH]),
        ("Send a push", [PUSH]),
        ("Why is there no text message?", []),
        ("Text them the news", [PUSH]),
    ],
)
def test_what_is_recognised(proposal: str, expected: list[Approach]) -> None:
    """Is an English word found whole with its endings, a Chinese one anywhere, both in one sentence and not denied?

    And is a word that is a deed and a thing not both at once?
    """
    assert list(CAUSE.recognised(proposal)) == expected


def test_a_list_of_words_is_told_from_a_sentence() -> None:
    """Are more different words of the key than a sentence needs a list, those within a longer one not counted?"""
    words = tuple(f"word{letter}" for letter in "abcdefghijk")
    wide = Cause(("x",), "…", (Approach("…", words, ("thing",)),))
    assert is_list_of_words(" ".join(words), [wide])
    assert not is_list_of_words(" ".join(words[:WORDS_AT_MOST]), [wide])
    assert not is_list_of_words(f"{words[0]} " * 50, [wide])
    nested = Cause(("x",), "…", (Approach("…", tuple("收银台"[:n] for n in (1, 2, 3)) * 4, ("自助收银台",)),))
    assert not is_list_of_words("自助收银台", [nested])
