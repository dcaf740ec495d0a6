"""Do hostile texts of a trainee stay texts in everything that others open: graded notebook, feedback, formgrader?"""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator

import nbformat
import pytest
from hostile import HOSTILE, MARK, Harm, hostile_map
from nbconvert.filters import markdown2html
from test_class_formgrader import asker
from test_class_run import Run

from journeybook import answersfile, mapfile, workbook
from journeybook.classroom.folder import create
from journeybook.classroom.formgrader import start
from journeybook.classroom.session import open_session
from journeybook.handin import hand_in
from journeybook.i18n import use_language

EXERCISE = "03-retail"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Return a class in which one trainee handed in hostile texts only, and all was graded."""
    root = tmp_path_factory.mktemp("workbook")
    real = workbook.root()
    for name in ("course", "exercises", "solutions", "datasets"):
        (root / name).symlink_to(real / name)
    (root / "roster.csv").write_text("id,name\nmallory,<script>window.owned=1</script>\n")
    with pytest.MonkeyPatch.context() as patch, use_language("en"):
        patch.setenv(workbook.HOME_VARIABLE, str(root))
        run = Run(create("c1", "en", root / "roster.csv"), root / "ran")
        run.command("release", "c1", EXERCISE)
        run.command("join", "c1", "mallory", "--no-open")
        folder = run.class_.desk("mallory") / "exercises" / EXERCISE
        mapfile.write(folder / "map.journey.json", hostile_map())
        answersfile.write(folder / "answers.json", {"q1": HOSTILE, "open": HOSTILE, HOSTILE: HOSTILE})
        notebook = nbformat.read(folder / f"{EXERCISE}.ipynb", as_version=4)
        notebook.cells[0].source = HOSTILE
        notebook.cells.append(nbformat.v4.new_markdown_cell(HOSTILE))
        nbformat.write(notebook, folder / f"{EXERCISE}.ipynb")
        hand_in(folder)
        for step in ("collect", "grade", "feedback"):
            run.command(step, "c1")
        yield run


def test_graded_notebook(run: Run) -> None:
    """Does no output and no cell of the graded notebook hold a tag of the trainee's, while the texts can be read?"""
    path = run.class_.step("autograded", "mallory", EXERCISE) / f"{EXERCISE}.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    outputs = [
        output.data["text/html"]
        for cell in cells
        for output in cell.get("outputs", [])
        if "data" in output and "text/html" in output.data
    ]
    prose = [markdown2html(cell.source) for cell in cells if cell.cell_type == "markdown"]
    raw = [cell.source for cell in cells if cell.cell_type == "raw"]
    pages = [Harm(html) for html in (*outputs, *prose, *raw)]
    assert [page.found for page in pages if page.found] == []
    # The map as a table, the empty stage in a finding, the open answer, the two cells of their own.
    assert sum(HOSTILE in page.shown for page in pages) == 5


def test_feedback_page(run: Run) -> None:
    """Does the page that the trainee gets, and may pass on, run nothing, while the answer can be read?"""
    page = Harm((run.class_.desk("mallory") / "exercises" / EXERCISE / "feedback.html").read_text(encoding="utf-8"))
    assert page.found == []
    assert HOSTILE in page.shown


def test_formgrader_page(run: Run) -> None:
    """Does the page on which the trainer reads the open answer run nothing, while the answer can be read?"""
    with open_session(run.class_) as session, session.gradebook() as gradebook:
        (submission,) = gradebook.find_submission(EXERCISE, "mallory").notebooks
        identity = submission.id
    with start(run.class_) as formgrader:
        address = f"{formgrader.server.url}formgrader/submissions/{identity}/"
        with asker(formgrader).open(urllib.request.Request(address)) as answer:  # noqa: S310
            page = Harm(answer.read().decode())
    assert page.found == []
    assert HOSTILE in page.shown


def test_harm_is_noticed() -> None:
    """Would these tests notice a text that is shown without being escaped?"""
    assert len(Harm(f"<p>{HOSTILE}</p>").found) == 5
    assert MARK in HOSTILE
