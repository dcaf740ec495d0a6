"""Read and write ``answers.json``, what a learner wrote and chose in one exercise.

The file is ``{"format": 1, "answers": {question id: text}}`` in UTF-8. It is replaced in one step, and the version
before it stays beside it as ``<name>.bak``. A file that cannot be read is never overwritten. The map has a file of
its own: :mod:`.mapfile`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from . import jsonfile
from .atomic import backup, write_text
from .errors import AnswersFileError

FILE_NAME = "answers.json"
"""Name of the file in an exercise folder."""

FORMAT = 1
"""Version of the layout; a higher one comes from a newer Journeybook."""

MAX_BYTES = 2_000_000
"""Largest file that is read; a full one has a few kB."""

MAX_ANSWERS = 500
"""Most answers in one file."""

MAX_TEXT = 20_000
"""Longest answer, in characters."""


def read(path: Path) -> dict[str, str]:
    """Return the answers in `path` by question id; none where there is no file yet.

    Raises
    ------
    AnswersFileError
        If the file is unreadable, truncated, not JSON, of another version or breaks a rule. It is left as it is.
    """
    try:
        data = jsonfile.load(path, MAX_BYTES)
    except FileNotFoundError:
        return {}
    except jsonfile.DamageError as damage:
        _fail(path, damage.name, damage, **damage.params)
    if not isinstance(data, dict) or set(data) != {"format", "answers"}:
        _fail(path, "not_answers")
    version = data["format"]
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        _fail(path, "no_version", version=FORMAT, came=jsonfile.short(version))
    if version > FORMAT:
        _fail(path, "newer_version", version=FORMAT, came=jsonfile.short(version))
    if not isinstance(data["answers"], dict):
        _fail(path, "not_answers")
    return _checked(path, data["answers"])


def write(path: Path, answers: Mapping[str, str]) -> None:
    """Replace the answers in `path`, keeping the version before it as the last good copy.

    Raises
    ------
    AnswersFileError
        If `path` holds something that is no answers file (it is left as it is), if `answers` break a rule, or if
        the file cannot be written.
    """
    wanted = _checked(path, dict(answers))
    before = read(path)
    if path.exists() and before == wanted:
        return
    text = json.dumps({"format": FORMAT, "answers": wanted}, ensure_ascii=False, indent=2) + "\n"
    try:
        write_text(path, text, keep=backup(path))
    except OSError as error:
        _fail(path, "cannot_write", error, reason=error.strerror or str(error))


def _checked(path: Path, answers: Mapping[str, Any]) -> dict[str, str]:
    if len(answers) > MAX_ANSWERS:
        _fail(path, "too_many", count=len(answers), limit=MAX_ANSWERS)
    for question, answer in answers.items():
        if not isinstance(answer, str):
            _fail(path, "not_text", question=jsonfile.short(question), came=jsonfile.short(answer))
        if len(answer) > MAX_TEXT:
            _fail(path, "too_long", question=jsonfile.short(question), count=len(answer), limit=MAX_TEXT)
    return {whole_text(question): whole_text(answer) for question, answer in answers.items()}


def whole_text(text: str) -> str:
    """Return `text` with half characters (lone surrogates, from a cut emoji) replaced: UTF-8 cannot hold them."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _fail(path: Path, name: str, cause: BaseException | None = None, **params: Any) -> NoReturn:
    raise AnswersFileError(
        f"answersfile.{name}", file=path.name, fallback=jsonfile.fallback(path, "answersfile"), **params
    ) from cause
