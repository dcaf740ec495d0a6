"""Does nbgrader's formgrader open on a class, with that class's gradebook and safe settings?"""

from __future__ import annotations

import http.cookiejar
import json
import re
import urllib.request
from pathlib import Path

import pytest
from mini import EXERCISE, workbook_at

from journeybook.classroom.collect import collect
from journeybook.classroom.folder import create
from journeybook.classroom.formgrader import Formgrader, start
from journeybook.classroom.release import release
from journeybook.classroom.session import open_session
from journeybook.classroom.trainee import join
from journeybook.handin import hand_in


def asker(page: Formgrader) -> urllib.request.OpenerDirector:
    """Return a browser of sorts that has opened the first page and keeps its cookies."""
    cookies = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies))
    with opener.open(page.page) as answer:
        assert answer.status == 200
        assert "formgrader" in answer.url
    token = next(cookie.value for cookie in cookies if cookie.name == "_xsrf")
    opener.addheaders = [("X-XSRFToken", token or ""), ("Authorization", f"token {page.server.token}")]
    return opener


def test_formgrader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does it list class and exercise, grade safely, and show the answer without asking another machine?"""
    root = workbook_at(tmp_path)
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(root))
    (root / "roster.csv").write_text("id,name\n王芳,王芳\n")
    class_ = create("一班", "zh", root / "roster.csv")
    release(class_)
    folder = join(class_, "王芳") / "exercises" / EXERCISE
    (folder / "map.journey.json").write_text('{"map": {"touchpoints": [1]}}')
    (folder / "answers.json").write_text('{"format": 1, "answers": {"open-1": "先改结账 <b>"}}')
    evil = (folder / f"{EXERCISE}.ipynb").read_text().replace("1 + 1", f"open({str(root / 'ran')!r}, 'w')")
    (folder / f"{EXERCISE}.ipynb").write_text(evil)
    hand_in(folder)
    collect(class_)
    with start(class_) as page:
        browser = asker(page)

        def ask(path: str, method: str = "GET") -> str:
            address = f"{page.server.url}formgrader/{path}"
            with browser.open(urllib.request.Request(address, method=method)) as answer:  # noqa: S310
                return str(answer.read().decode())

        assert [one["name"] for one in json.loads(ask("api/assignments"))] == [EXERCISE]
        assert [one["id"] for one in json.loads(ask("api/students"))] == ["王芳"]
        graded = json.loads(ask(f"api/submission/{EXERCISE}/%E7%8E%8B%E8%8A%B3/autograde", "POST"))
        assert graded["success"], graded
        assert [one["student"] for one in json.loads(ask(f"api/submissions/{EXERCISE}"))] == ["王芳"]
        (to_grade,) = json.loads(ask(f"api/submitted_notebooks/{EXERCISE}/{EXERCISE}"))
        shown = ask(f"submissions/{to_grade['id']}/")
        assert "先改结账 &lt;b&gt;" in shown
        assert re.findall(r"""(?:src|href)=["']?(?:https?:)?//[^"' >]+""", shown) == []
    with open_session(class_) as session, session.gradebook() as gradebook:
        assert gradebook.find_grade("map", EXERCISE, EXERCISE, "王芳").auto_score == 1.0
    assert not (root / "ran").exists()
    assert [path.name for path in class_.path.rglob("gradebook*")] == ["gradebook.db"]
