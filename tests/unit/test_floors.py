"""Does an import inside the package only ever point down the floors, or along one?"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import journeybook

PACKAGE = Path(journeybook.__file__).parent

# Each module or sub-package that stands directly in the package, on its floor.
FLOORS = {
    5: "cli casecommands debriefcommands doctorcommand kitcommands",
    4: "classroom debrief doctor kit rooms",
    3: "exercise board boardfacts boardfiles boardchecks draft panels desk server factsource quiz lesson course sheets "
    "progress startpage reviewing grading owncase warm planwidget",
    2: "rubric evidence charts coverage formats report document jupyter_settings reviewfile sharing",
    1: "mapfile answersfile cases handin nbgrader_api overlays overlaywatch saver questions questionsfile openanswers "
    "trainee_seed handback workplace lessonfile planfile openplan",
    0: "model plan i18n errors atomic jsonfile workbook programs fonts guesses lettering spreadsheet",
}
FLOOR_OF = {name: floor for floor, names in FLOORS.items() for name in names.split()}

SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def own_imports(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (line, module of this package) for all imports in a file, those inside functions too.

    A module is given by its first step below the package; imports for type checkers count as well, because a type
    that is named is something known of another floor.
    """
    package = path.relative_to(PACKAGE.parent).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else ()
            module = (*start, *(node.module or "").split(".")) if node.module else start
            found = [module if len(module) > 1 else (*module, alias.name) for alias in node.names]
        elif isinstance(node, ast.Import):
            found = [tuple(alias.name.split(".")) for alias in node.names]
        else:
            continue
        for steps in found:
            if steps[0] == PACKAGE.name:
                yield node.lineno, steps[1] if len(steps) > 1 else PACKAGE.name


def test_every_module_has_a_floor() -> None:
    """Does the table name each module of the package once, and none that is not there?"""
    there = {path.relative_to(PACKAGE).with_suffix("").parts[0] for path in SOURCES}
    assert sorted(name for names in FLOORS.values() for name in names.split()) == sorted(there)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_down(path: Path) -> None:
    """Does no module know of anything on a floor above its own?"""
    floor = FLOOR_OF[path.relative_to(PACKAGE).with_suffix("").parts[0]]
    upwards = [(line, name) for line, name in own_imports(path) if FLOOR_OF.get(name, 6) > floor]
    assert upwards == []


def test_imports_are_found() -> None:
    """Are imports seen in every form: of a module, from a sub-package, within a function and for type checkers?"""
    seen = {name for _, name in own_imports(PACKAGE / "exercise.py")}
    assert {"mapfile", "errors", "rubric", "charts", "cases", "panels"} <= seen
    assert "cases" in {name for _, name in own_imports(PACKAGE / "charts" / "facts.py")}
