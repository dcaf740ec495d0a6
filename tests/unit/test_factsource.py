"""Are a case's facts found beside the loop, once, and told where they were asked for?"""

from __future__ import annotations

import asyncio
import threading
from contextvars import ContextVar
from typing import Any

import pytest

from journeybook import factsource
from journeybook.errors import CaseError
from journeybook.factsource import FactSource
from journeybook.i18n import t


def test_the_loop_goes_on_while_facts_are_found() -> None:
    """Does the loop run while the facts are worked out, are they found once for two who ask, and told in its thread?"""
    go_on = threading.Event()
    asked: list[str] = []

    def find(lang: str) -> list[dict[str, Any]]:
        asked.append(lang)
        assert go_on.wait(10)
        return [{"code": "till"}]

    async def scene() -> None:
        source, told = FactSource(find), asyncio.Queue[tuple[dict[str, Any], int]]()
        for _ in range(2):
            source.ask("zh", lambda answer: told.put_nowait((answer, threading.get_ident())))
        # Only a loop that is not held up comes to this line.
        go_on.set()
        for _ in range(2):
            async with asyncio.timeout(10):
                answer, thread = await told.get()
            assert answer == {"state": "ready", "touchpoints": [{"code": "till"}]}
            assert thread == threading.get_ident()
        assert asked == ["zh"]

    asyncio.run(scene())


def test_facts_are_told_in_the_context_of_the_question() -> None:
    """Does each answer go out as an answer to its own question, though another message came meanwhile?"""
    message: ContextVar[str] = ContextVar("message", default="")

    async def scene() -> None:
        source, told = FactSource(lambda lang: []), asyncio.Queue[str]()
        for name in ("first", "second"):
            message.set(name)
            source.ask("en", lambda answer: told.put_nowait(message.get()))
        message.set("third")
        async with asyncio.timeout(10):
            assert [await told.get(), await told.get()] == ["first", "second"]

    asyncio.run(scene())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_error_is_told_and_tried_again(lang: str) -> None:
    """Are a damaged case and a mistake of ours told in the reader's language, and is the next question a new try?"""
    troubles: list[Exception] = [CaseError("cases.missing_file", file="surveys.csv", name="small"), ValueError("ours")]

    def find(_: str) -> list[dict[str, Any]]:
        if troubles:
            raise troubles.pop(0)
        return []

    told: list[dict[str, Any]] = []
    source = FactSource(find)
    for _ in range(3):
        source.ask(lang, told.append)
    assert [answer["state"] for answer in told] == ["error", "error", "ready"]
    assert "surveys.csv" in told[0]["message"]
    assert told[1]["message"] == t("panels.unexpected", lang, reason="ValueError: ours")


def test_facts_that_come_after_the_loop_has_ended_go_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    """Is a kernel that ends while facts are worked out not disturbed by them?"""
    go_on = threading.Event()
    told: list[dict[str, Any]] = []

    def find(_: str) -> list[dict[str, Any]]:
        assert go_on.wait(10)
        return []

    source = FactSource(find)

    async def scene() -> None:
        source.ask("zh", told.append)

    asyncio.run(scene())
    go_on.set()
    factsource._worker.submit(str).result()  # the thread is through with the facts and with whom to tell
    assert (told, caplog.records) == ([], [])
