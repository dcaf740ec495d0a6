"""Is the page that a trainee gets whole: score, next steps, their map with its findings, the class, the trainer?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from graded_class import EXERCISE, TRAINEES, graded_class
from hostile import HOSTILE, Harm
from test_class_run import Run

from journeybook.classroom.feedback import feedback
from journeybook.classroom.session import open_session
from journeybook.rubric import record


class Page(HTMLParser):
    """A page of HTML taken apart: reading fails where a tag is not closed as it was opened."""

    EMPTY = frozenset({"meta", "br"})

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.attributes += [(name, value or "") for name, value in attrs]
        self.tags.append(tag)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given["href"] or ""] if "href" in given else []
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in self.EMPTY:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open
        assert self._open.pop() == tag


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Return a class of five whose hand-ins are graded, with a record of all findings but for one of them."""
    root = tmp_path_factory.mktemp("workbook")
    with graded_class(root, "zh") as run:
        (run.class_.step("autograded", "none", EXERCISE) / record.FILE_NAME).unlink()
        assert feedback(run.class_).problems == ()
        yield run


def page(run: Run, trainee: str) -> str:
    return (run.class_.desk(trainee) / "exercises" / EXERCISE / "feedback.html").read_text(encoding="utf-8")


def element(html: str, tag: str, css_class: str) -> str:
    """Return the only element of this class, with all that is in it."""
    (found,) = re.findall(rf'<{tag}\b[^>]*class="{css_class}"[^>]*>.*?</{tag}>', html, re.DOTALL)
    return str(found)


def next_titles(html: str) -> list[str]:
    """Return what the page says to try next."""
    return re.findall(r"<h3><a[^>]*>([^<]*)</a></h3>", element(html, "section", "next"))


@pytest.mark.parametrize("trainee", TRAINEES)
def test_a_page_stands_for_itself(run: Run, trainee: str) -> None:
    """Is it HTML without a mistake, script or address, its links all leading somewhere on it, its headings in order?"""
    html = page(run, trainee)
    taken = Page(html)
    assert re.match(r'<!DOCTYPE html>\s*<html lang="zh-CN">', html)
    assert {"script", "link", "img", "iframe"}.isdisjoint(taken.tags)
    assert {
        name for name, _ in taken.attributes if name.startswith("on") or name in ("src", "srcset", "action")
    } == set()
    assert not [value for _, value in taken.attributes if re.search("https?:|javascript:", value)]
    assert not re.search(r"https?://|@import|Traceback", html)
    assert all(link.startswith("#") and link[1:] in taken.ids for link in taken.links)
    assert len(taken.ids) == len(set(taken.ids))
    assert taken.headings[0] == 1
    assert all(after <= before + 1 for before, after in zip(taken.headings[:-1], taken.headings[1:], strict=True))
    for rule in ("@media screen and (prefers-color-scheme: dark)", "@media print", "@media (max-width: 40rem)"):
        assert rule in html


def test_the_score_and_the_next_steps(run: Run) -> None:
    """Does a weak hand-in read its score, its strongest part and the three findings that gain most, with a hint?"""
    html = page(run, "weak")
    assert "学习反馈 · 李娜" in html
    assert "得分：48.5 / 66" in html
    steps = element(html, "section", "next")
    assert next_titles(html) == ["情感曲线的起伏与数据一致", "选对了关键时刻", "未来图抬高了痛处"]
    assert "关键时刻是感受最强烈、对满意和忠诚影响最大的时刻" in steps
    assert "图上的 5 号" in steps


def test_the_findings_on_the_picture(run: Run) -> None:
    """Is the map drawn on the page, each number on it a link to its finding, and each finding's number one back?"""
    html = page(run, "weak")
    picture = element(html, "svg", "jb-picture")
    links = re.findall(r'<a aria-label="(\d+) [^"]*" href="#([\w-]+)"', picture)
    assert {number for number, _ in links} == set("123456789")
    for number, anchor in links:
        (finding,) = re.findall(rf'<li [^>]*id="{anchor}".*?</li>', html, re.DOTALL)
        assert f'aria-label="在图上看反馈 {number}"' in finding
        assert 'href="#map"' in finding
    assert '<details class="table">' in html
    assert 'class="jb-number' not in page(run, "key")


def test_the_trainers_words(run: Run) -> None:
    """Does what the trainer says stand at the top, escaped, and again beside the answer with its points?"""
    html = page(run, "weak")
    words = "选得好，理由也说了。\n下次先算每百次接触的投诉数；n &lt; 30 时要说明。"
    assert html.count(words) == 2
    assert words in element(html, "section", "trainer")
    assert "2.5 / 4 分" in html
    assert 'class="trainer"' not in page(run, "key")
    assert HOSTILE in Harm(element(page(run, "none"), "section", "trainer")).shown
    assert "等讲师批改（满分 4 分）" in page(run, "key")


def test_the_class(run: Run) -> None:
    """Is the class's distribution there without a name, with n and one's own place, and what does not count yet?"""
    html = page(run, "weak")
    picture = element(html, "svg", "histogram")
    assert "已评分 5 人" in picture
    assert len(re.findall(r'<rect [^>]*fill="var\(--mark\)"', picture)) == 1
    assert "以下部分对所有人都暂不计入，因为还在等讲师批改：第五步　说服总经理。" in html
    for name in ("王伟", "张敏", "刘洋"):
        assert name not in html


def test_too_few_for_a_distribution(run: Run) -> None:
    """Where few hand-ins are graded, is the distribution left out, and does the page say why?"""
    with open_session(run.class_) as session, session.gradebook() as gradebook:
        gradebook.remove_submission(EXERCISE, "blank")
    (run.class_.step("autograded", "blank", EXERCISE) / f"{EXERCISE}.ipynb").rename(run.class_.path / "aside.ipynb")
    before = page(run, "weak")
    feedback(run.class_)
    html = page(run, "weak")
    assert 'class="histogram"' in before
    assert 'class="histogram"' not in html
    assert "至少有 5 人评完分才显示全班的分布，以免看出是谁。目前是 4 人。" in html


def test_a_hand_in_without_a_record(run: Run) -> None:
    """Does one graded without a record show all that its cells showed, the picture, and parts to work on next?"""
    html = page(run, "none")
    assert "关键时刻少而精" in html
    assert "提示 1" in html
    assert "<a " not in element(html, "svg", "jb-picture")
    assert 'class="jb-number' not in html
    assert next_titles(html)[0] == "关键时刻"


def test_a_blank_hand_in(run: Run) -> None:
    """Is who handed in nothing told so kindly, and where to begin?"""
    html = (run.class_.desk("blank") / "exercises" / EXERCISE / "feedback.html").read_text(encoding="utf-8")
    assert "这一次还没有能给分的内容" in html
    assert "先从这里开始" in html
    assert next_titles(html)[0] == "客户画像写全了"
    assert "未作答" in html


def test_hostile_texts(run: Run) -> None:
    """Do a hostile map, name, answer and comment stay texts in the picture, the findings, the answer and above all?"""
    for trainee in ("mallory", "none"):
        taken = Harm(page(run, trainee))
        assert taken.found == []
        assert HOSTILE in taken.shown


def test_the_page_is_the_same_when_made_again(run: Run, tmp_path: Path) -> None:
    """Is a page that is made again, with nothing changed, the same to the byte?"""
    before = page(run, "key")
    feedback(run.class_)
    again = page(run, "key")
    feedback(run.class_)
    assert page(run, "key") == again
    assert len(again) == pytest.approx(len(before), rel=0.1)
