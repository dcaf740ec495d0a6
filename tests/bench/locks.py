"""What four trainees of a really served class try that is not theirs to do, twenty times each: ``make bench-locks``.

Prints a table of what was tried, how often, and how often it succeeded; ends with 1 if anything did.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import requests
from hub_class import Served, Visitor, served
from mini import EXERCISE, workbook_at
from rich.console import Console
from rich.table import Table

NAME, DEBRIEFED = "locks", "02-drawing"
PEOPLE = {"anna": "red", "bo": "blue", "cai": "green", "dora": "white"}
TRIES = 20
SOLUTIONS = Path(__file__).parents[2] / "solutions"

_READ = """
import glob, json, os
def opened(path):
    try:
        if os.path.isdir(path):
            return bool([name for name in os.listdir(path) if name not in {own!r}])
        return bool(open(path, "rb").read(1))
    except OSError:
        return False
print(json.dumps([opened(path) for path in {paths!r}]))
"""

_ROOM = """
import base64, http.client, json, os
from urllib.parse import quote, urlsplit
server = urlsplit(os.environ["JOURNEYBOOK_ROOMS"].replace("ws", "http", 1))
token = os.environ["JOURNEYBOOK_ROOM_TOKEN"]
other = base64.urlsafe_b64encode(("trainee/" + {victim!r}).encode()).decode()
trainer = base64.urlsafe_b64encode(b"trainer").decode()
tokens = [token, other + "." + token.partition(".")[2], trainer + "." + token.partition(".")[2], "", token[:-1], other]
groups = [{group!r}, quote({group!r}), {group!r} + "/", {group!r}.upper(), "../" + {group!r}]
got = []
for number in range({tries}):
    line = http.client.HTTPConnection(server.hostname, server.port, timeout=10)
    line.putrequest("GET", "/rooms/" + groups[number % len(groups)] + "/{exercise}/current")
    for name, value in (("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Version", "13"),
                        ("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA=="),
                        ("Authorization", "Bearer " + tokens[number % len(tokens)])):
        line.putheader(name, value)
    line.endheaders()
    try:
        got.append(line.getresponse().status == 101)
    except (OSError, http.client.HTTPException):
        got.append(False)
    line.close()
print(json.dumps(got))
"""

_HAND_IN = """
import json
from pathlib import Path
inbound = Path({inbound!r})
for number in range({tries}):
    one = inbound / ({victim!r} + "+{exercise}+2030-01-01 00:00:%02d.000000 UTC" % number)
    try:
        one.mkdir()
        (one / "timestamp.txt").write_text("2030-01-01 00:00:00.000000 UTC")
    except OSError:
        pass
print("[]")
"""


class Class:
    """The served class, with each of the four in front of their server."""

    def __init__(self, hub: Served) -> None:
        self.hub = hub
        self.visitors = {name: hub.enter(name) for name in PEOPLE}
        self.inbound = hub.folder / "exchange" / NAME / "inbound"

    def victim(self, name: str) -> str:
        """Return whose things this one is after: the next one's."""
        names = list(PEOPLE)
        return names[(names.index(name) + 1) % len(names)]


def home(class_: Class, name: str, visitor: Visitor) -> list[bool]:
    """Read another's home: by its path, through links, other processes' roots, the server's files."""
    work = class_.hub.home / "work" / NAME
    victim = work / class_.victim(name)
    paths = [
        victim,
        victim / "index.ipynb",
        victim / "exercises",
        work / name / ".." / victim.name,
        f"/proc/1/root{victim}",
    ]
    paths += [f"/proc/self/root{victim}", f"/proc/self/cwd/../{victim.name}", f"/proc/thread-self/root{victim}", work]
    printed = visitor.run(_READ.format(paths=[str(path) for path in paths], own=[name]))
    got = json.loads(printed)
    asked = [
        f"files/../{victim.name}/index.ipynb",
        "api/contents/..",
        "files/%2e%2e/",
        f"api/contents/../{victim.name}",
    ]
    asked += [
        "lab",
        "api/contents",
        "api/kernels",
        "files/index.ipynb",
        "api/sessions",
        "voila/render/index.ipynb",
        "tree",
    ]
    for number, path in enumerate(asked[: TRIES - len(got)]):
        answer = visitor.get(path, of=None if number < 4 else victim.name)
        got.append(answer.status_code == 200 and "/hub/" not in answer.url and victim.name in answer.url)
    return got


def room(class_: Class, name: str, visitor: Visitor) -> list[bool]:
    """Enter another group's room: with one's own token, a changed one, none."""
    victim = class_.victim(name)
    code = _ROOM.format(victim=victim, group=PEOPLE[victim], tries=TRIES, exercise=EXERCISE)
    got: list[bool] = json.loads(visitor.run(code))
    return got


def formgrader(class_: Class, name: str, visitor: Visitor) -> list[bool]:
    """Open the trainer's pages: formgrader, debrief, seats, files, on the trainer's server and on one's own."""
    paths = ["formgrader", "formgrader/manage_assignments", "formgrader/api/assignments", "formgrader/gradebook"]
    paths += ["journeybook/debrief/", "journeybook/debrief/votes", "journeybook/debrief/trainees", "journeybook/class"]
    paths += ["files/gradebook.db", "api/contents"]
    got = []
    for of in ("trainer", None):
        for path in paths:
            answer = visitor.get(path, of=of)
            mine = of is None and path == "api/contents"  # one's own files are one's own
            got.append(answer.status_code == 200 and "/hub/" not in answer.url and not mine)
    return got


def gradebook(class_: Class, name: str, visitor: Visitor) -> list[bool]:
    """Read grades, answer keys, roster, codes and others' hand-ins in the class folder."""
    folder = class_.hub.folder
    names = [
        "gradebook.db",
        "roster.csv",
        "source",
        "release",
        "submitted",
        "autograded",
        "hub",
        "hub/codes.json",
        "log.txt",
    ]
    names += ["debrief.db", "rooms", "rooms/secret", "hub/settings.json", "hub/letterboxes", "join-sheet.pdf"]
    paths = [folder / one for one in names] + [class_.hub.home / "solutions", f"/proc/1/root{folder}/gradebook.db"]
    paths += ["/etc/shadow", "/root/.bashrc", folder / "exchange" / ".." / "gradebook.db"]
    got: list[bool] = json.loads(visitor.run(_READ.format(paths=[str(path) for path in paths], own=[])))
    return got


def vote(class_: Class, name: str, visitor: Visitor) -> list[bool]:
    """Vote without a slip, with an invented one, for somebody else, and join with guessed codes."""
    address = _joining(class_.hub)
    got = []
    for number in range(TRIES):
        cookies = {"journeybook_voter": f"{number:064x}"} if number % 2 else {}
        if number % 4 == 3:
            answer = requests.post(f"{address}api/join", json={"code": f"AAAA{number:04d}"}, timeout=10)
        else:
            answer = requests.put(
                f"{address}api/ballot", json={"round": 1, "dots": {"1": 1}}, cookies=cookies, timeout=10
            )
        got.append(answer.status_code == 200)
    return got


def hand_in(class_: Class, name: str, visitor: Visitor) -> list[bool]:
    """Hand in for somebody else."""
    victim = class_.victim(name)
    visitor.run(_HAND_IN.format(inbound=str(class_.inbound), victim=victim, exercise=EXERCISE, tries=TRIES))
    time.sleep(4)  # longer than what is whole waits before it goes on
    return [
        any(f"00:00:{number:02d}" in path.name for path in class_.inbound.glob(f"{victim}+*"))
        for number in range(TRIES)
    ]


def code(class_: Class, name: str, visitor: Visitor) -> list[bool]:
    """Guess another's code, as fast as the network allows, from ever new addresses as one claims."""
    stranger, victim = class_.hub.visitor(name), class_.victim(name)
    return [
        stranger.sign_in(victim, f"AAAA-A{number:03d}", **{"X-Forwarded-For": f"10.1.2.{number}"}).status_code == 302
        for number in range(TRIES)
    ]


ATTEMPTS: dict[str, Callable[[Class, str, Visitor], list[bool]]] = {
    "read another's home": home,
    "enter another group's room": room,
    "open the trainer's pages": formgrader,
    "read grades, keys, roster, codes": gradebook,
    "vote without a slip, or another's": vote,
    "hand in for another": hand_in,
    "guess a code": code,
}


def _joining(hub: Served) -> str:
    return str(hub.enter("trainer").get("journeybook/debrief/joining").json()["address"])


def _command(home_: Path, *words: str) -> None:
    environment = os.environ | {"JOURNEYBOOK_HOME": str(home_)}
    subprocess.run([sys.executable, "-m", "journeybook.cli", *words], env=environment, check=True, capture_output=True)


def main() -> int:
    """Try everything and print the table."""
    with tempfile.TemporaryDirectory(prefix="jb-locks-") as folder:
        home_ = workbook_at(Path(folder))
        shutil.copytree(SOLUTIONS / "en" / DEBRIEFED, home_ / "solutions" / "en" / DEBRIEFED)
        (home_ / "datasets").symlink_to(SOLUTIONS.parent / "datasets")
        lines = ["id,name,group", *(f"{name},{name.title()},{group}" for name, group in PEOPLE.items())]
        (home_ / "roster.csv").write_text("\n".join(lines), encoding="utf-8")
        _command(home_, "class", "new", NAME, "--lang", "en", "--roster", str(home_ / "roster.csv"))
        _command(home_, "class", "release", NAME, EXERCISE)
        table = Table("tried", "attempts", "succeeded")
        succeeded = 0
        with served(home_, NAME, DEBRIEFED) as hub:
            class_ = Class(hub)
            for words, attempt in ATTEMPTS.items():
                got = [one for name, visitor in class_.visitors.items() for one in attempt(class_, name, visitor)]
                table.add_row(words, str(len(got)), str(sum(got)))
                succeeded += sum(got)
    Console().print(table)
    return 1 if succeeded else 0


if __name__ == "__main__":
    sys.exit(main())
