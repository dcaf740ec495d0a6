"""What the cells of a review's notebook talk to: somebody's map without a name, and the rubric to judge it by.

A cell says ``review.map()``, ``review.form()`` or ``review.hand_back()`` and no more.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from . import mapfile, report, reviewfile
from .errors import MapFileError
from .formats.picture import map_svg
from .i18n import t, use_language


class Review:
    """One review in its folder on the reviewer's desk.

    Parameters
    ----------
    folder : Path
        A folder with ``packet.json`` and ``reviewed.journey.json``.

    Raises
    ------
    ExerciseError
        If the packet is missing or damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.packet = reviewfile.read_packet(self.folder / reviewfile.PACKET_FILE)
        self.lang = self.packet.lang

    @classmethod
    def here(cls) -> Self:
        """Return the review of the notebook that asks; its folder is the working directory."""
        return cls(Path.cwd())

    @property
    def answers_path(self) -> Path:
        """Where the review is."""
        return self.folder / reviewfile.REVIEW_FILE

    def map(self) -> None:
        """Show the map that is reviewed, to look at only: as a picture, and below it as a table with every word."""
        from IPython.display import HTML, display

        with use_language(self.lang):
            try:
                reviewed = mapfile.read(self.folder / reviewfile.MAP_FILE)
                shown = report.picture_html(map_svg(reviewed, self.lang, inline=True), reviewed)
            except MapFileError as error:
                shown = report.problem_html(str(error))
            display(HTML(shown))

    def form(self) -> None:
        """Show the criteria to rate and the two questions; what is said is saved at once."""
        from . import panels

        with use_language(self.lang):
            panels.show_review(self)

    def hand_back(self) -> None:
        """Show the button that hands the review back."""
        from . import panels

        with use_language(self.lang):
            panels.show_hand_back(self)


def notebook(packet: reviewfile.Packet) -> str:
    """Return the text of a review's notebook, always the same for the same packet."""
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, writes

    def words(id_: str, key: str, **params: Any) -> Any:
        return new_markdown_cell(t(key, packet.lang, **params), id=id_, metadata=_fixed())

    def code(id_: str, source: str) -> Any:
        return new_code_cell(source, id=id_, metadata=_fixed() | {"jupyter": {"source_hidden": True}})

    # The title is the trainer's, but a cell of Markdown would take signs in it for its own.
    title = "".join(f"\\{sign}" if sign in "\\`*_{}[]<>()#+-.!|$" else sign for sign in packet.title)
    exercise = quote(packet.exercise)
    cells = [
        words("title", "peer.notebook_title", title=title, code=packet.code),
        code("setup", "from journeybook.reviewing import Review\n\nreview = Review.here()"),
        words("look", "peer.notebook_look"),
        code("map", "review.map()"),
        words("judge", "peer.notebook_judge"),
        code("form", "review.form()"),
        words("back", "peer.notebook_back"),
        code("hand-back", "review.hand_back()"),
        words("close", "peer.notebook_close", page=f"../../../exercises/{exercise}/{exercise}.ipynb"),
    ]
    metadata = {
        "journeybook": {"autorun": True, "lang": packet.lang},
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return str(writes(new_notebook(cells=cells, metadata=metadata))) + "\n"


def _fixed() -> dict[str, Any]:
    return {"deletable": False, "editable": False}
