"""Random texts for Mermaid's journey, right ones and wrong ones, and what Mermaid itself makes of them."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

BOARD = Path(__file__).parents[2] / "helpers" / "board"

MERMAID = BOARD / "node_modules" / "mermaid"

ORACLE = Path(__file__).with_name("mermaid_oracle.mjs")

PARTS = (
    *(
        "journey",
        "JOURNEY",
        "title ",
        "Title x",
        "title\n",
        "section ",
        "Section a",
        "section\t",
        "sectionless",
        "journeys",
    ),
    *("accTitle", "accTitle: x", "acctitle :", "accDescr: y", "accDescr", "accDescr {", "accDescr{ a\n  b }", "}", "{"),
    *(
        "Make tea",
        "做饭",
        "购买",
        "😀",
        "é",
        "a",
        "style",
        "classDef",
        "style a: b",
        "%",
        "%%",
        "%% note",
        "%%{init: {}}%%",
    ),
    *(
        "%%{init",
        "}%%",
        "%%{wrap}%%",
        '%%{init: {"theme":"dark"}}%%',
        "#",
        "#35;",
        "#amp;",
        "#x;",
        "#no note",
        "# c ;",
        ";",
    ),
    *(
        ":",
        ": 5",
        ": 5: Me",
        ": 3: Me, Cat",
        ":1:a:b",
        ": : x",
        ": 0x5",
        ": 5e0",
        ": five",
        ": ５",
        ": -1: 我，猫",
        ": 2.5",
    ),
    *(
        "：",
        "；",
        "，",
        ",",
        "\n",
        "\n\n",
        " ",
        "  ",
        "\t",
        "\r\n",
        "\r",
        "\u00a0",
        "\u3000",
        "\u2028",
        "\u200b",
        "\ufeff",
        "\x85",
    ),
    *(
        "\x1c",
        "\x0b",
        "<b>",
        '<a href="x">',
        '="',
        "<",
        ">",
        '"',
        "'",
        "&",
        "&amp;",
        "---",
        "---\n",
        "---\ntitle: t\n---\n",
        "\0",
    ),
    *(
        "ﬂ°°35¶ß",
        "ﬂ°",
        "¶ß",
        "ſection x",
        "K",
        "İ",
        "Infinity",
        "NaN",
        "-",
        "+",
        ".",
        "\\",
        "`",
        "$",
        "^",
        "[",
        "]",
        "(",
        ")",
        "|",
    ),
)

LINES = (
    *(
        "title My day",
        "title  Reise  ",
        "title",
        "section Go to work",
        "section 购买",
        "section  ",
        "section",
        "section a:b",
    ),
    *(
        "Make tea: 5: Me",
        "  Go upstairs: 3: Me, Cat",
        "Do work: 1: Me ",
        "排队: 2",
        "x:4:",
        "y : 5 : a , b , c",
        "z: 3 %% note",
    ),
    *(
        "accTitle: a title",
        "accDescr: some words",
        "accDescr {\n many\n  lines\n}",
        "accDescr {}",
        "accTitle:",
        "accDescr {a} b: 3",
    ),
    *(
        "%% a comment",
        "  %% another",
        "%%",
        "%",
        "% one",
        "# hash",
        "a # hash: 3",
        "a: 3 # hash",
        "a: 3; b: 4",
        "a: #35;3",
        "b#59;c: 3",
    ),
    *(
        "做饭：5：我",
        "做饭: 5：我",
        "a: 7",
        "a: 0",
        "a: -3",
        "a: x",
        "a: ",
        "a:",
        ": 3",
        "a",
        "title#x",
        "sectional: 3",
        "journeying: 4",
    ),
    *(
        "journey",
        "journey: 3",
        "title: 3",
        "section: 3",
        "accTitle: 3",
        "style x: 3: #35;",
        "style:#35;;",
        "classDef a:#1;;",
        '<b x="1">: 3',
    ),
    *(
        "",
        " ",
        "\t",
        "a%%b: 3",
        "%%b: 3",
        "x%% c",
        "}%%: 3",
        "😀%%x: 3",
        "a\u2028: 3",
        '%%{init: {"a": 1}}%%',
        "%%{wrap}%% a: 3",
        "%%{x a: 3",
    ),
)

HEADS = (
    *(
        "journey\n",
        "journey\n",
        "journey\n",
        "journey\n",
        "journey ",
        "journey",
        " \n journey\n",
        "Journey\n",
        "graph TD\n",
        "",
    ),
    *(
        "%% c\njourney\n",
        "% c\njourney\n",
        "%%{init: {}}%%\njourney\n",
        "---\ntitle: My map\n---\njourney\n",
        "journey a\n",
    ),
    *(
        "---\n---\njourney\n",
        "---\n\n---\njourney\n",
        "--- \ntitle: a: b\n---\njourney\n",
        "  ---\n  title: x\n  ---\n  journey\n",
    ),
    *(
        "---\ntitle: [a, b\n---\njourney\n",
        "---\ntitle: x\njourney\n",
        "---\na: 1\na: 2\n---\njourney\n",
        "----\ntitle: x\n---\njourney\n",
    ),
    *(
        "---\n- a\n---\njourney\n",
        "---\ntext\n---\n\n\njourney\n",
        "---\nconfig:\n  theme: dark\n---\njourney\n",
        "\ufeffjourney\n",
        "%%\njourney\n",
    ),
)


def case(chance: random.Random) -> str:
    """Return one text: lines of a diagram, with a sign changed here and there, or parts thrown together."""
    if chance.random() < 0.35:
        return chance.choice(HEADS[:5]) + "".join(chance.choice(PARTS) for _ in range(chance.randint(0, 8)))
    head = chance.choice(HEADS) if chance.random() < 0.4 else "journey\n"
    end = chance.choice(["\n", "\n", "\n", "\r\n", "\r", " \n "])
    text = head + end.join(chance.choice(LINES) for _ in range(chance.randint(0, 6))) + chance.choice(["", "\n"])
    for _ in range(chance.choice([0, 0, 1, 1, 2, 3])):
        place = chance.randint(0, len(text))
        text = text[:place] + chance.choice([*PARTS, ""]) + text[place + chance.randint(0, 2) :]
    return text


def cases(count: int, seed: int) -> list[str]:
    chance = random.Random(seed)  # noqa: S311 - for tests
    return [case(chance) for _ in range(count)]


def asked(texts: list[str]) -> list[dict[str, Any]]:
    """Return what Mermaid makes of each text."""
    node = shutil.which("node")
    assert node is not None
    done = subprocess.run(
        [node, ORACLE, BOARD / "package.json"],
        input=json.dumps(texts).encode(),
        capture_output=True,
        check=True,
        timeout=300,
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)
    assert len(found) == len(texts)
    return found
