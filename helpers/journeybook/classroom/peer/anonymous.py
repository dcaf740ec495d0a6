"""A map without a trace of who drew it, as far as a program can see to that.

Names, ids and addresses of the author and of the author's group go from all texts, and every card gets a new id. A
style, a private joke or a nickname may still tell; the trainer says so to the class.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ...i18n import t
from ...model import MAX_TEXT, JourneyMap, new_id
from ..roster import Trainee, full_name

_LONGEST = 100
"""Longest name that is looked for."""

_LETTERS = "0-9A-Za-z\u00c0-\u024f"
"""What continues a Latin word; a Chinese character before or after one does not."""

_ENUMS = {"kind", "channel", "aspect", "case_touchpoint"}
"""Fields that hold a code, not a text."""


def anonymous(journey_map: JourneyMap, author: Trainee, group: Iterable[Trainee] = ()) -> JourneyMap:
    """Return the map with the names of its author and their group taken out and all ids made anew.

    Of the persona's texts only full names, ids and the group's name go: a persona may well be called Anna, too.

    Parameters
    ----------
    journey_map : JourneyMap
        The map as it was handed in.
    author : Trainee
        Who handed it in.
    group : iterable of Trainee
        Who else is in the author's group.
    """
    data = journey_map.to_json()
    ids = {
        card["id"]: new_id(card["id"].split("-")[0])
        for part in data.values()
        if isinstance(part, list)
        for card in part
    }
    people = [author, *group]
    persona = _pattern(_whole(people))
    everywhere = _pattern([*_whole(people), *_single(people)])
    cleaned = {name: _clean(part, everywhere, ids) for name, part in data.items() if name != "persona"}
    return JourneyMap.parse(cleaned | {"persona": _clean(data["persona"], persona, ids)})


def without_names(text: str, people: Iterable[Trainee]) -> str:
    """Return `text` without the names of `people`."""
    known = list(people)
    return _pattern([*_whole(known), *_single(known)]).sub(lambda _: t("peer.name_removed"), text)


def _clean(value: Any, pattern: re.Pattern[str], ids: dict[str, str], field: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _clean(inner, pattern, ids, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_clean(inner, pattern, ids, field) for inner in value]
    if not isinstance(value, str) or field in _ENUMS:
        return value
    if field in {"id", "stage", "touchpoint", "pain_points", "claim", "lane"}:
        return ids[value]
    return pattern.sub(lambda _: t("peer.name_removed"), value)[:MAX_TEXT]


def _whole(people: Iterable[Trainee]) -> Iterator[str]:
    """Yield patterns of what means a person or their group wherever it stands."""
    for one in people:
        first, last = one.first_name, one.last_name
        names = {full_name(one), f"{first} {last}", f"{last} {first}", one.email, one.id}
        # A single Latin name, and an id that is one, may be somebody else's.
        yield from (f"(?i:{_word(name)})" for name in names if len(name.strip()) > 1 and not name.strip().isalpha())
        yield from (_word(name) for name in names if len(name) > 1 and not name.isascii())
        if group := one.group.strip():
            said = [
                f"group {group}",
                f"team {group}",
                f"{group} 组",
                f"小组 {group}",
                *([group] if len(group) > 1 else ()),
            ]
            yield from (f"(?i:{_word(words)})" for words in said)


def _single(people: Iterable[Trainee]) -> Iterator[str]:
    """Yield patterns of single names, which may also be words: only as they are written, and not one character."""
    for one in people:
        yield from (_word(name) for name in (one.first_name, one.last_name) if len(name) > 1)
        yield from (f"(?i:{_word(one.id)})",) if len(one.id) > 2 else ()


def _word(name: str) -> str:
    """Return a pattern of a name that is no part of a longer word; blanks in it may be any, or none."""
    written = r"\s*".join(map(re.escape, name[:_LONGEST].split()))
    before = f"(?<![{_LETTERS}])" if re.match(f"[{_LETTERS}]", name) else ""
    after = f"(?![{_LETTERS}])" if re.search(f"[{_LETTERS}]$", name) else ""
    return f"{before}{written}{after}"


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    # The longest first: of a full name, not only the first half goes.
    longest = sorted(set(filter(None, words)), key=lambda word: (-len(word), word))
    return re.compile("|".join(longest) or r"(?!)")
