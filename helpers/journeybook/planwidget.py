"""The action plan's widget: rows that are added, filled, moved and removed, and files made of them.

The browser shows the plan and sends each edit; the kernel repeats it on its own plan, saves it and says how the plan
stands. The browser keeps its own edits on top until the kernel has told of them, so nothing jumps while somebody types.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets

from . import mapfile, saver
from . import plan as plans
from .answersfile import whole_text
from .atomic import write_bytes
from .errors import MapFileError, ModelError, PlanFileError
from .formats import planpaper
from .i18n import t, use_language
from .model import JourneyMap
from .openplan import OpenPlan
from .plan import ACTION_FIELDS, HEAD, REVIEWS, Edit, Plan

_STATIC = Path(__file__).parent / "static"

_MOST_FILES = 99
"""So many files of one format are made beside a notebook before somebody has to tidy up."""


class PlanWidget(anywidget.AnyWidget):
    """The widget in which an action plan is made.

    Parameters
    ----------
    path : Path
        The plan file; made at the first edit. What is exported goes beside it.
    maps : sequence of Path
        The map files whose opportunities and pain points an action may come from; the first that has a card wins.
    lang : {"zh", "en"}
        Language of the widget and of what is exported.

    Raises
    ------
    PlanFileError
        If the plan file is there and cannot be read.
    """

    _esm: ClassVar[Path] = _STATIC / "plan.js"
    _css: ClassVar[Path] = _STATIC / "plan.css"

    lang = traitlets.Enum(("zh", "en"), default_value="en").tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    heard = traitlets.Dict().tag(sync=True)
    """``plan``, and ``client`` and ``count``: up to which edit of which browser it holds."""
    cards = traitlets.List(traitlets.Dict()).tag(sync=True)
    status = traitlets.Dict().tag(sync=True)

    def __init__(self, path: Path, maps: Sequence[Path], *, lang: str, **traits: Any) -> None:
        self._path = path
        self._maps = tuple(maps)
        self._written: dict[str, str] = {}
        self._client, self._count = "", 0
        self._open = OpenPlan(path, self._show_state)
        super().__init__(
            lang=lang,
            label=traits.pop("label", t("planpaper.label", lang)),
            status={"state": "", "message": ""},
            **traits,
        )
        self._show_plan()
        self._show_cards()
        self.on_msg(self._receive)

    def close(self) -> None:
        """Save what is waiting and close the widget."""
        # Also called of a widget that was never made, because its plan file is damaged.
        if hasattr(self, "_open"):
            self._open.flush()
            super().close()

    def _receive(self, _: PlanWidget, content: Any, __: list[Any]) -> None:
        """Take a message of the browser; one that makes no sense changes nothing."""
        if not isinstance(content, dict):
            return
        match content.get("type"):
            case "edit":
                self._take(content)
            case "cards":
                self._show_cards()
            case "export":
                self._export(content.get("format"))

    def _take(self, content: dict[str, Any]) -> None:
        edit = read_edit(content.get("edit"))
        if edit is not None:
            with contextlib.suppress(ModelError):  # the browser offers nothing that breaks a rule
                self._open.edit(edit)
        client, count = content.get("client"), content.get("count")
        if isinstance(client, str) and type(count) is int:
            self._client, self._count = client[:40], count
        self._show_plan()

    def _show_plan(self) -> None:
        self.heard = {"plan": self._open.plan.to_json(), "client": self._client, "count": self._count}

    def _show_cards(self) -> None:
        saver.flush_all()
        self.cards = map_cards(self._read_maps())

    def _read_maps(self) -> list[JourneyMap]:
        found = []
        for path in self._maps:
            try:
                found.append(mapfile.read(path))
            except MapFileError:
                continue  # the board says what is wrong with it
        return found

    def _show_state(self, state: str | PlanFileError) -> None:
        if isinstance(state, PlanFileError):
            self.status = {"state": "error", "message": state.message(self.lang)}
        else:
            self.status = {"state": state, "message": ""}
            if state == "saved":
                self._show_plan()

    def _export(self, name: object) -> None:
        """Write the plan in a format beside the notebook and send it to the browser, which offers it as a file."""
        if name not in FORMATS:
            return
        with use_language(self.lang):
            try:
                saver.flush_all()
                make, mime = FORMATS[str(name)]
                content = make(planpaper.paper(self._open.plan, self._read_maps()))
                file = self._free_name(str(name), content)
                write_bytes(file, content)
            except OSError as error:
                reason = error.strerror or type(error).__name__
                self.send({"type": "failed", "message": t("planpaper.not_written", reason=reason)})
            except Exception as error:  # ipywidgets only logs what a message raises: the learner would see nothing
                reason = f"{type(error).__name__}: {error}"
                self.send({"type": "failed", "message": t("panels.unexpected", reason=reason)})
            else:
                self._written[file.name] = hashlib.sha256(content).hexdigest()
                told = {
                    "type": "file",
                    "name": file.name,
                    "mime": mime,
                    "message": t("planpaper.written", file=file.name),
                }
                self.send(told, buffers=[content])

    def _free_name(self, ending: str, content: bytes) -> Path:
        """Return a name beside the notebook: of no file, or of one that was written here and is as it was.

        Somebody may have gone on writing in an earlier one, with another program.
        """
        stem = t("planpaper.file_name")
        mine = hashlib.sha256(content).hexdigest()
        for number in range(1, _MOST_FILES + 1):
            file = self._path.with_name(f"{stem}.{ending}" if number == 1 else f"{stem}-{number}.{ending}")
            if not file.exists() and not file.is_symlink():
                return file
            if file.is_symlink() or not file.is_file():
                continue
            found = hashlib.sha256(file.read_bytes()).hexdigest()
            if found in (mine, self._written.get(file.name)):
                return file
        raise OSError(0, t("planpaper.too_many_files", count=_MOST_FILES))


def _docx(paper: planpaper.Paper) -> bytes:
    from .formats import plan_docx

    return plan_docx.document(paper)


def _xlsx(paper: planpaper.Paper) -> bytes:
    from .formats import plan_xlsx

    return plan_xlsx.book(paper)


def _html(paper: planpaper.Paper) -> bytes:
    from .formats import plan_page

    return plan_page.page(paper).encode()


FORMATS: dict[str, tuple[Callable[[planpaper.Paper], bytes], str]] = {
    "docx": (_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "html": (_html, "text/html;charset=utf-8"),
}
"""Ending of a file → (what makes it, its media type)."""


def map_cards(maps: Sequence[JourneyMap]) -> list[dict[str, str]]:
    """Return the opportunities and the pain points of some maps as the browser offers them, each once."""
    found: dict[str, dict[str, str]] = {}
    for kind in ("opportunity", "pain_point"):
        for journey_map in maps:
            cards = journey_map.opportunities if kind == "opportunity" else journey_map.pain_points
            for card in cards:
                if card.text.strip():
                    found.setdefault(card.id, {"id": card.id, "kind": kind, "text": card.text.strip()[:200]})
    return list(found.values())


def read_edit(content: object) -> Edit | None:
    """Return the edit that a message of the browser asks for, if it is one."""
    match content:
        case {"do": "head", "field": str(field), "value": str(value)} if field in HEAD:
            return plans.set_head(field, _clean(value))
        case {"do": "review", "review": str(review), "field": "on" | "people" as field, "value": str(value)} if (
            review in REVIEWS
        ):
            return plans.set_review(review, field, _clean(value))
        case {"do": "action", "id": str(id_), "field": "horizon", "value": 30 | 90 as value}:
            return plans.set_action(id_, "horizon", value)
        case {"do": "action", "id": str(id_), "field": str(field), "value": str(value)} if field in ACTION_FIELDS:
            return plans.set_action(id_, field, _clean(value))
        case {"do": "insert", "at": int(at), "action": dict(data)}:
            try:
                (action,) = Plan.parse({"actions": [data]}).actions
            except (ModelError, ValueError):
                return None
            return plans.insert(at, action)
        case {"do": "remove", "id": str(id_)}:
            return plans.remove(id_)
        case {"do": "move", "id": str(id_), "to": int(to)}:
            return plans.move(id_, to)
    return None


def _clean(text: str) -> str:
    return whole_text(text)[: plans.MAX_TEXT]
