"""Does a class that is really served go from release to feedback, and keep everybody out of what is not theirs?"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psutil
import pytest
import requests
from hub_class import Served, Visitor, served, until
from mini import EXERCISE, SECRET, workbook_at

from journeybook.classroom.hub import walls

NAME = "一班"
DEBRIEFED = "02-drawing"
SOLUTIONS = Path(__file__).parents[2] / "solutions"
ROSTER = "id,name,group\nanna,Anna,red\nbo,Bo,red\n陈,陈晨,blue\n"

_LOOK_AROUND = """
import os, json, pathlib

def seen(path):
    try:
        return os.listdir(path) if os.path.isdir(path) else bool(open(path, "rb").read(1))
    except OSError:
        return None

def command(process):
    return pathlib.Path("/proc", process, "cmdline").read_text().replace(chr(0), " ")

around = {{"inbound": os.listdir({inbound!r}), "desks": os.listdir({desks!r})}}
hubs = sum("jupyterhub --config" in command(process) for process in os.listdir("/proc") if process.isdigit())
print(json.dumps([{{path: seen(path) for path in {paths!r}}}, around, hubs, os.getuid()]))
"""
_DRAW = """
import time
from pathlib import Path
from journeybook.model import JourneyMap, Stage
from journeybook.sharing.openmap import open_map

one = open_map(Path("map.journey.json"), JourneyMap(stages=(Stage(id="stage-1", name="Start"),)))
began = time.monotonic()
while one.peer.standing != "connected" and time.monotonic() < began + 30:
    time.sleep(0.05)
found = one.document.to_map()
if {name!r}:
    stages = (*found.stages, Stage(id="stage-2", name={name!r}))
    one.document.become(JourneyMap(stages=stages))
    while one.peer.owes and time.monotonic() < began + 60:
        time.sleep(0.05)
one.flush()
print(one.peer.standing, [stage.name for stage in one.document.to_map().stages])
"""

pytestmark = [
    pytest.mark.skipif(shutil.which("node") is None, reason="no Node.js, which the hub's proxy needs"),
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext, with which the test reads codes"),
    pytest.mark.skipif(bool(walls.obstacle()), reason=f"no walls on this machine: {walls.obstacle()}"),
]


def _journeybook(home: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "journeybook.cli", *words],
        env=os.environ | {"JOURNEYBOOK_HOME": str(home), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return a class of three on a hub, with one exercise released; the debrief is about another one."""
    home = workbook_at(tmp_path_factory.mktemp("hub"))
    shutil.copytree(SOLUTIONS / "en" / DEBRIEFED, home / "solutions" / "en" / DEBRIEFED)
    (home / "datasets").symlink_to(SOLUTIONS.parent / "datasets")
    (home / "roster.csv").write_text(ROSTER, encoding="utf-8")
    _journeybook(home, "class", "new", NAME, "--lang", "en", "--roster", str(home / "roster.csv"))
    _journeybook(home, "class", "release", NAME, EXERCISE)
    with served(home, NAME, DEBRIEFED) as running:
        yield running


@pytest.fixture(scope="module")
def anna(hub: Served) -> Visitor:
    """Return a trainee in front of her server."""
    return hub.enter("anna")


def test_everybody_gets_a_code_and_only_hashes_are_kept(hub: Served) -> None:
    """Does the join sheet have a code for each, and no file of the hub one?"""
    assert sorted(hub.codes) == sorted(["trainer", "anna", "bo", "陈"])
    kept = b"".join(path.read_bytes() for path in (hub.folder / "hub").rglob("*") if path.is_file())
    assert [code for code in hub.codes.values() if code.replace("-", "").encode() in kept] == []
    assert (hub.folder / "hub").stat().st_mode & 0o077 == 0
    assert (hub.folder / "join-sheet.pdf").stat().st_mode & 0o077 == 0


def test_a_trainee_comes_to_the_start_page(hub: Served, anna: Visitor) -> None:
    """Does the sign-in lead to the workbook in JupyterLab, with the class's exercise on the desk?"""
    assert anna.get("lab/tree/index.ipynb").status_code == 200
    assert anna.get(f"api/contents/exercises/{EXERCISE}/{EXERCISE}.ipynb").status_code == 200


def test_from_release_to_feedback(hub: Served, anna: Visitor) -> None:
    """Do three trainees hand in from inside their notebooks, and get their feedback back after grading?"""
    people = {"anna": anna, "bo": hub.enter("bo"), "陈": hub.enter("陈")}
    folder = f"exercises/{EXERCISE}"
    for number, visitor in enumerate(people.values()):
        touchpoints = [{}] * (number + 1)
        files = {
            "map.journey.json": {"map": {"touchpoints": touchpoints}},
            "answers.json": {"format": 1, "answers": {}},
        }
        printed = visitor.run(
            "import json, pathlib\n"
            f"for name, data in {files!r}.items(): pathlib.Path(name).write_text(json.dumps(data))\n"
            "from journeybook.handin import hand_in\n"
            "print(hand_in(pathlib.Path.cwd()).exercise)",
            folder,
        )
        assert printed.strip() == EXERCISE, printed
    until(lambda: len(list((hub.folder / "exchange" / NAME / "inbound").glob("*+*"))) == 3)

    for step in ("collect", "grade", "feedback"):
        _journeybook(hub.home, "class", step, NAME, *(["--again"] if step == "grade" else []))
    scores = _journeybook(hub.home, "class", "scores", NAME)
    pages = [visitor.get(f"files/{folder}/feedback.html").text for visitor in people.values()]

    assert all(name in scores for name in people)
    assert ["touchpoints" in page for page in pages] == [True] * 3
    assert SECRET not in "".join(pages)


def _folder_of(address: str) -> str:
    """Return the folder whose start page JupyterLab shows at an address."""
    return unquote(urlsplit(address).path.partition("/lab/tree/")[2].rpartition("/")[0])


def test_a_group_draws_one_map(hub: Served, anna: Visitor) -> None:
    """Does one see in one's own kernel what another of the group drew in theirs, and nothing of another group's map?"""
    folder = f"exercises/{EXERCISE}"
    for name in ("anna", "bo"):
        (hub.home / "work" / NAME / name / folder / "map.journey.json").unlink(missing_ok=True)
    drawn = anna.run(_DRAW.format(name="Anna's"), folder)
    seen = hub.enter("bo").run(_DRAW.format(name=""), folder)
    other = hub.enter("陈").run(_DRAW.format(name=""), folder)
    trainer = hub.enter("trainer")
    visit = trainer.post("journeybook/class", form={"_xsrf": trainer.xsrf(), "visit": "red"})
    visited = trainer.run(_DRAW.format(name=""), f"{_folder_of(visit.url)}/{folder}")

    assert drawn.strip() == """connected ['Start', "Anna's"]"""
    assert (visit.status_code, visited.strip(), seen.strip()) == (200, drawn.strip(), drawn.strip())
    assert "Anna" not in other
    assert "Anna's" in (hub.home / "work" / NAME / "bo" / folder / "map.journey.json").read_text(encoding="utf-8")


def test_nbgraders_own_list_and_its_buttons(hub: Served, anna: Visitor) -> None:
    """Does nbgrader's list in a trainee's JupyterLab show what is released, fetch it and hand it in?"""
    listed = anna.get(f"assignments?course_id={NAME}").json()
    released = [one for one in listed["value"] if one["status"] in {"released", "fetched"}]
    handed_in = anna.post("assignments/submit", form={"course_id": NAME, "assignment_id": EXERCISE})

    assert listed["success"], listed
    assert [one["assignment_id"] for one in released] == [EXERCISE]
    assert handed_in.json()["success"], handed_in.text


def test_the_trainer_has_formgrader_debrief_and_seats(hub: Served) -> None:
    """Does the trainer's page lead to all three, and start a trainee's server?"""
    trainer = hub.enter("trainer")
    page = trainer.get("journeybook/class")
    debrief, wall = trainer.get("journeybook/debrief/"), trainer.get("journeybook/debrief/wall")
    formgrader = trainer.get("formgrader/api/assignments")

    assert 'data-seat="anna"' in page.text
    assert debrief.status_code == 200
    assert len(wall.json()["teams"]) == 2
    assert requests.get(trainer.get("journeybook/debrief/joining").json()["address"], timeout=10).status_code == 200
    assert EXERCISE in formgrader.text
    assert trainer.post("journeybook/class", form={"_xsrf": trainer.xsrf()}).status_code == 200
    until(lambda: "Ready: 3 of 3" in trainer.get("journeybook/class").text, seconds=120)


@pytest.mark.parametrize(
    "path", ["formgrader", "formgrader/api/assignments", "journeybook/debrief/", "journeybook/debrief/votes"]
)
def test_trainees_have_no_trainers_pages(hub: Served, anna: Visitor, path: str) -> None:
    """Is the trainer's page neither on a trainee's own server nor open on the trainer's?"""
    own, trainers = anna.get(path), anna.get(path, of="trainer")

    assert own.status_code == 404
    assert trainers.status_code in {403, 404} or "/hub/" in trainers.url


@pytest.mark.parametrize("path", ["lab", "api/contents", "api/kernels", "files/index.ipynb"])
def test_nobody_comes_into_anothers_server(hub: Served, anna: Visitor, path: str) -> None:
    """Is another trainee's server closed, page by page?"""
    hub.enter("bo")
    found = anna.get(path, of="bo")

    assert found.status_code in {403, 404} or "/hub/" in found.url
    assert '"content"' not in found.text


def test_the_walls_hide_what_is_not_ones_own(hub: Served, anna: Visitor) -> None:
    """Does a program of a trainee find no other desk, key, grade, code or hand-in, by path or by looking around?"""
    hub.enter("bo")
    work, class_ = hub.home / "work" / NAME, hub.folder
    wanted = [
        work / "bo",
        class_ / "source",
        class_ / "gradebook.db",
        class_ / "roster.csv",
        class_ / "hub",
        class_ / "submitted",
        hub.home / "solutions",
        Path("/root/.ssh"),
        Path("/etc/shadow"),
    ]
    inbound = class_ / "exchange" / NAME / "inbound"
    printed = anna.run(_LOOK_AROUND.format(paths=[str(path) for path in wanted], inbound=str(inbound), desks=str(work)))
    found, around, hubs, user = json.loads(printed)

    assert {path: seen for path, seen in found.items() if seen} == {}
    assert around["desks"] == ["anna"]
    assert [name for name in around["inbound"] if not name.startswith("anna+")] == []
    assert hubs == 0
    assert (user != 0) if os.geteuid() == 0 else (user == os.getuid())


def test_the_hub_comes_first(hub: Served, anna: Visitor) -> None:
    """Do trainees' servers stand back behind the hub and the trainer's, so that everybody can come in at once?"""
    found = [visitor.run("import os; print(os.nice(0))").strip() for visitor in (anna, hub.enter("trainer"))]

    assert found == [str(os.nice(0) + 5), str(os.nice(0))]


def test_kernels_take_no_ports(hub: Served, anna: Visitor) -> None:
    """Do kernels speak through files? Two that start at once on one machine would now and then take the same port."""
    code = "from ipykernel.connect import get_connection_info\nprint(get_connection_info(unpack=True)['transport'])"
    found = [visitor.run(code).strip() for visitor in (anna, hub.enter("trainer"))]

    assert found == ["ipc", "ipc"]


def test_nobody_hands_in_for_another(hub: Served, anna: Visitor) -> None:
    """Does a hand-in that bears another's name stay where it is, and an honest one beside it go on?"""
    inbound = hub.folder / "exchange" / NAME / "inbound"
    printed = anna.run(
        "import os\n"
        "from pathlib import Path\n"
        f"inbound = Path({str(inbound)!r})\n"
        "for name in ('bo', 'anna'):\n"
        f"    one = inbound / f'{{name}}+{EXERCISE}+2030-01-01 00:00:00.000000 UTC'\n"
        "    one.mkdir()\n"
        "    (one / 'timestamp.txt').write_text('2030-01-01 00:00:00.000000 UTC')\n"
        f"(inbound / 'anna+{EXERCISE}+2031-01-01 00:00:00.000000 UTC').symlink_to('/etc')\n"
        "print('done')"
    )
    assert printed.strip() == "done"
    until(lambda: any("2030" in path.name for path in inbound.iterdir()))

    assert sorted(path.name.partition("+")[0] for path in inbound.iterdir() if "2030" in path.name) == ["anna"]
    assert [path for path in inbound.iterdir() if "2031" in path.name] == []
    for path in inbound.glob("*2030*"):
        shutil.rmtree(path)


def test_a_late_joiner_needs_no_restart(hub: Served) -> None:
    """Does a new line in the roster get a code on a sheet of its own, and come in?"""
    with (hub.folder / "roster.csv").open("a", encoding="utf-8") as roster:
        roster.write("dora,Dora,blue\n")
    until(lambda: "dora" in hub.read_codes())
    page = hub.visitor("dora").enter(hub.codes["dora"])

    assert page.status_code == 200
    assert (hub.folder / "join-sheet-2.pdf").is_file()


def test_guessing_a_code_is_stopped(hub: Served) -> None:
    """Are wrong codes refused with 403, too many of them with 429 and a wait, whatever address one claims to have?"""
    stranger = hub.visitor("bo")
    statuses = [
        stranger.sign_in("bo", f"AAAA-AA{number:02d}", **{"X-Forwarded-For": f"10.0.0.{number}"}).status_code
        for number in range(20)
    ]
    refused = stranger.sign_in("bo", hub.codes["bo"])

    assert set(statuses[:8]) == {403}
    assert set(statuses[-8:]) == {429}
    assert refused.status_code == 429  # right or wrong is not told any more
    assert int(refused.headers["Retry-After"]) > 60
    assert "Too many wrong codes" in refused.text


def test_a_killed_hub_comes_back(hub: Served) -> None:
    """Is the hub there again by itself after kill -9, with its proxy on the same port?"""
    (running,) = [one for one in psutil.Process(hub.process.pid).children() if "jupyterhub" in one.cmdline()]
    running.kill()

    def answers() -> bool:
        try:
            return requests.get(f"{hub.address}/hub/login", timeout=5).status_code == 200
        except requests.RequestException:
            return False

    until(lambda: not running.is_running() and answers(), seconds=60)


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    """Are the hub, its proxy and all servers gone when the command has ended, and the port free?"""
    home = workbook_at(tmp_path)
    (home / "roster.csv").write_text("id\neva\n", encoding="utf-8")
    _journeybook(home, "class", "new", NAME, "--lang", "zh", "--roster", str(home / "roster.csv"))
    with served(home, NAME, EXERCISE) as running:
        running.enter("eva")
        processes = psutil.Process(running.process.pid).children(recursive=True)
    alive = [one.cmdline() for one in processes if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]

    assert len(processes) > 4
    assert alive == []
    with pytest.raises(requests.RequestException):
        requests.get(f"{running.address}/hub/login", timeout=5)
