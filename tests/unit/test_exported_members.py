"""Is what the packages offer listed, sorted and light?"""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import journeybook

PACKAGE = Path(journeybook.__file__).parent
PACKAGES = sorted(path.parent for path in PACKAGE.rglob("__init__.py"))
HEAVY = (
    "pandas",
    "plotly",
    "scipy",
    "numpy",
    "statsmodels",
    "nbgrader",
    "ipywidgets",
    "anywidget",
    "pycrdt",
    "jupyterlab",
)


def dotted(package: Path) -> str:
    return ".".join(package.relative_to(PACKAGE.parent).parts)


def imports(package: Path) -> list[ast.ImportFrom]:
    tree = ast.parse((package / "__init__.py").read_text(encoding="utf-8"))
    return [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module != "__future__"]


def offered(package: Path) -> list[str]:
    """Return the names that a package's ``__init__`` imports from its own modules, in the order written."""
    return [alias.asname or alias.name for node in imports(package) for alias in node.names]


@pytest.mark.parametrize("package", PACKAGES, ids=dotted)
def test_all_is_sorted_and_whole(package: Path) -> None:
    """Does `__all__` list exactly what a package re-exports, sorted, and does each name exist?"""
    module = importlib.import_module(dotted(package))
    listed = getattr(module, "__all__", [])
    assert sorted(listed) == sorted(offered(package))
    assert list(listed) == sorted(listed, key=lambda name: (not name.isupper(), name.islower(), name))
    assert all(hasattr(module, name) for name in listed)


@pytest.mark.parametrize("package", PACKAGES, ids=dotted)
def test_no_name_is_taken_by_a_module(package: Path) -> None:
    """Is no re-exported name that of a module which, imported later, would take its place?"""
    modules = {path.stem for path in package.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    later = modules - {node.module for node in imports(package)}
    assert not later & set(offered(package))


@pytest.mark.parametrize("package", PACKAGES, ids=dotted)
def test_init_only_re_exports(package: Path) -> None:
    """Does an `__init__` hold nothing but its docstring, imports and `__all__`?"""
    first, *rest = ast.parse((package / "__init__.py").read_text(encoding="utf-8")).body
    assert isinstance(first, ast.Expr)
    for node in rest:
        is_all = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
        assert is_all or isinstance(node, ast.ImportFrom), ast.unparse(node)


@pytest.mark.parametrize(
    "statement", ["import journeybook", "from journeybook import mapfile, rubric; rubric.all_criteria()"]
)
def test_importing_is_light(statement: str) -> None:
    """Does importing the package, or the criteria, load none of the slow libraries?"""
    code = f"{statement}; import sys; print(*(name for name in {HEAVY} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == ("", "")
