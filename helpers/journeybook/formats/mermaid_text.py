"""The text of a Mermaid ``journey`` before its grammar sees it, and what is done to it there.

Mermaid 11 cleans a text in this order, and so does :func:`cleaned`: line ends, quotation marks inside of tags, front
matter, directives (``%%{init: …}%%``), comments (``%% …``), entities (``#35;``). Its expressions take quadratic time
or worse for some texts; here each step is done in one pass. All rules are those of JavaScript: its white space, its
ends of lines, its words.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html.entities import html5
from typing import Any

import yaml

SPACE = r"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
"""White space of JavaScript, for a class of characters."""

BLANK = "\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200B)))
"""The same, for stripping."""

SPECIAL = '#;:%<>"{}&'
"""Signs that mean something to Mermaid, and are written as entities."""

NOTHING = "\u200b"
"""Stands for a task's name that is empty: Mermaid reads no task without a name."""

_LINE_END = "\n\r\u2028\u2029"
_DIRECTIVE = re.compile(
    rf"%%\{{[{SPACE}]*(?:(\w+)[{SPACE}]*:|(\w+))[{SPACE}]*"
    rf"(?:(\w+)|((?:(?!\}}%%)[^{_LINE_END}]|\n)*))?[{SPACE}]*(?:\}}%%)?",
    re.ASCII,
)
_OPENING = re.compile(rf"([^\S\n\r]*)---(?=[{SPACE}])")
_WORD = re.compile(r"\w+", re.ASCII)
_ATTRIBUTE = re.compile(r'="([^"]*)"')
_ENTITY = re.compile(r"#(\w+);", re.ASCII)
_ENCODED = re.compile("ﬂ°(°?)((?:(?!¶ß).)*)¶ß", re.DOTALL)
_KEYWORD = re.compile(r"(?:journey|title|section|acctitle|accdescr)", re.ASCII | re.IGNORECASE)
_HIDDEN = re.compile(rf"[{SPECIAL}\x00-\x1f\x7f]|(?! )[{SPACE}]")

Edit = tuple[int, int, str]


class FrontMatterError(ValueError):
    """Front matter that is no YAML; `line` counts from the first line of the file."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True)
class Cleaned:
    """A text as Mermaid's grammar sees it; `place` tells where in the file a sign of it stood."""

    text: str
    title: str
    place: Callable[[int], int]


def cleaned(source: str) -> Cleaned:
    """Return what the grammar sees of a file.

    Raises
    ------
    FrontMatterError
        If there is front matter that is no YAML.
    """
    text = source
    steps: list[Callable[[int], int]] = []

    def do(edits: Iterable[Edit]) -> None:
        nonlocal text
        text, back = _edited(text, edits)
        steps.append(back)

    do((found.start(), found.end(), "\n") for found in re.finditer("\r\n?", text))
    do(_quotes_in_tags(text))
    title, end = _front_matter(text)
    do([(0, end, "")] if end else [])
    do((found.start(), found.end(), "") for found in _DIRECTIVE.finditer(text))
    do(_comments(text))
    do([(0, len(text) - len(text.lstrip(BLANK)), "")])
    for word in ("style", "classDef"):
        do(_lost_semicolons(text, word))
    do((found.start(), found.end(), _encoded(found[1])) for found in _ENTITY.finditer(text))

    def place(position: int) -> int:
        for back in reversed(steps):
            position = back(position)
        return position

    return Cleaned(f"{text}\n", title, place)


def decoded(text: str) -> str:
    """Return a text of the diagram as people see it: entities are the signs that they stand for.

    Examples
    --------
    >>> decoded("a ﬂ°°35¶ß b ﬂ°amp¶ß c")
    'a # b & c'
    """
    return _ENCODED.sub(lambda found: _sign(found[2], number=bool(found[1])), text)


def escaped(text: str, also: str = "") -> str:
    """Return a text as Mermaid reads it back whole: special signs, `also` and white space at the ends as entities.

    Examples
    --------
    >>> escaped("50% off: #1")
    '50#37; off#58; #35;1'
    """
    if not text:
        return ""
    # NUL cannot be written as an entity.
    text = text.replace("\0", "\ufffd")
    hidden = _HIDDEN if not also else re.compile(f"{_HIDDEN.pattern}|[{re.escape(also)}]")
    made = hidden.sub(lambda found: f"#{ord(found[0])};", text)
    if made.startswith(" "):
        made = f"#32;{made[1:]}"
    if made.endswith(" "):
        made = f"{made[:-1]}#32;"
    # A sign of the encoding itself would be taken for an entity.
    return made.replace("ﬂ°", "#64258;°").replace("¶ß", "#182;ß")


def escaped_name(text: str) -> str:
    """Return the name of a task: never empty, and never begun by a keyword."""
    made = escaped(text) or NOTHING
    return f"#{ord(made[0])};{made[1:]}" if _KEYWORD.match(made) else made


def _edited(text: str, edits: Iterable[Edit]) -> tuple[str, Callable[[int], int]]:
    """Return a text with parts replaced, and the function from a place in the new text to that in the old one."""
    pieces: list[str] = []
    new, old = [0], [0]
    last = length = 0
    for start, end, replacement in edits:
        pieces += [text[last:start], replacement]
        length += start - last
        # All of a replacement stands where the replaced part began.
        for step in range(len(replacement)):
            new.append(length + step)
            old.append(start)
        length += len(replacement)
        new.append(length)
        old.append(end)
        last = end
    pieces.append(text[last:])

    def back(position: int) -> int:
        at = bisect_right(new, position) - 1
        return old[at] + position - new[at]

    return "".join(pieces), back


def _quotes_in_tags(text: str) -> Iterable[Edit]:
    at = text.find("<")
    while at >= 0 and (end := text.find(">", at)) >= 0:
        word = _WORD.match(text, at + 1)
        if word is None:
            at = text.find("<", at + 1)
            continue
        for found in _ATTRIBUTE.finditer(text, word.end(), end):
            yield found.start(), found.end(), f"='{found[1]}'"
        at = text.find("<", end)


def _front_matter(text: str) -> tuple[str, int]:
    """Return the title that the front matter gives, and where it ends; 0 if there is none."""
    indent_end = len(text) - len(text.lstrip(BLANK.replace("\n", "").replace("\r", "")))
    indent = text[:indent_end]
    if not text.startswith("---", indent_end):
        return "", 0
    after = indent_end + 3
    blank_end = len(text) - len(text[after:].lstrip(BLANK))
    first = text.rfind("\n", after, blank_end) + 1
    if not first:
        return "", 0
    closing = re.compile(rf"\n{re.escape(indent)}---(?=[{SPACE}]*\n)")
    found = closing.search(text, first)
    if found is not None:
        body, rest = text[first : found.start()], found.end()
    else:
        # The closing line may follow the opening one directly.
        at = blank_end - len(indent) - 1
        found = closing.match(text, at) if at > after else None
        start = text.rfind("\n", after, at) + 1 if found else 0
        if found is None or not start:
            return "", 0
        body, rest = text[start:at], found.end()
        first = start
    end = text.rfind("\n", rest, len(text) - len(text[rest:].lstrip(BLANK))) + 1
    if indent:
        body = "\n".join(line.removeprefix(indent) for line in body.split("\n"))
    return _title(body, text.count("\n", 0, first)), end


def _title(body: str, lines_before: int) -> str:
    try:
        data = yaml.load(_one_kind_of_line(body), Loader=_Loader)  # noqa: S506 - a safe loader, with fewer types
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise FrontMatterError(lines_before + 1 + (mark.line if mark else 0)) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise FrontMatterError(lines_before + 1) from error
    title = data.get("title") if isinstance(data, dict) else None
    return _said(title) if title else ""


def _one_kind_of_line(body: str) -> str:
    """Return YAML without the ends of lines and the tabs that only our reader of YAML minds."""
    return re.sub(r"(?<=\S)\t|[\x85\u2028\u2029]", " ", body)


def _said(value: Any) -> str:
    """Return a value as JavaScript turns it into text."""
    if isinstance(value, list):
        return ",".join("" if one is None else _said(one) for one in value)
    if isinstance(value, dict):
        return "[object Object]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e21 else repr(value)
    return str(value)


class _Loader(yaml.SafeLoader):
    """YAML with the types of JSON only, and each key once, as Mermaid reads it."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - as in the base class

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        if len(set(keys)) < len(keys):
            raise yaml.constructor.ConstructorError(None, None, "a key twice", node.start_mark)
        made: dict[Any, Any] = super().construct_mapping(node, deep=True)
        return made


for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|0o[0-7_]+|[0-9][0-9_]*)", list("-+0123456789")),
    (
        "float",
        r"[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9_]+(?:[eE][-+]?[0-9]+)?)",
        list("-+.0123456789"),
    ),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), _first)


def _comments(text: str) -> Iterable[Edit]:
    """Yield the lines that begin with ``%%``, with all blank lines before them."""
    last = 0
    at = text.find("%%")
    while at >= 0:
        start = _line_start(text, last, at)
        end = text.find("\n", at) if start >= 0 else at
        end = len(text) if end < 0 else end
        if start < 0 or text.startswith("{", at + 2) or end == at + 2:
            at = text.find("%%", at + 1)
            continue
        last = min(end + 1, len(text))
        yield start, last, ""
        at = text.find("%%", last)


def _line_start(text: str, first: int, at: int) -> int:
    """Return the first beginning of a line, from `first` on, between which and `at` all is blank; -1 if none is."""
    found = -1
    while True:
        if at == 0 or text[at - 1] in _LINE_END:
            found = at
        if at <= first or text[at - 1] not in BLANK:
            return found
        at -= 1


def _lost_semicolons(text: str, word: str) -> Iterable[Edit]:
    """Yield the semicolon that Mermaid drops in a line which looks like a style: the last after a ``:…#``."""
    for line in re.finditer(f"[^{_LINE_END}]+", text):
        start, end = line[0].find(word), line[0].rfind(";")
        if start < 0 or end < 0:
            continue
        for part in re.finditer(f"[^{SPACE}]+", line[0][start + len(word) : end]):
            colon = part[0].find(":")
            if 0 <= colon < part[0].rfind("#"):
                yield line.start() + end, line.start() + end + 1, ""
                break


def _encoded(name: str) -> str:
    return f"ﬂ°°{name}¶ß" if name.isdigit() else f"ﬂ°{name}¶ß"


def _sign(name: str, *, number: bool) -> str:
    if not number:
        return html5.get(f"{name};", f"&{name};")
    if not (name.isascii() and name.isdigit()):
        return f"&#{name};"
    code = int(name) if len(name) < 9 else 0
    if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\ufffd"
    # Browsers read these numbers as signs of Windows' Western character set.
    return html.unescape(f"&#{code};") if 0x80 <= code <= 0x9F else chr(code)
