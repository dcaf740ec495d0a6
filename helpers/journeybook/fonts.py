"""Find a font with Chinese characters on this computer, to be put into a PDF or a picture.

No font is shipped: a Chinese one weighs more than the whole workbook, and nearly every computer has one. Where
fontconfig runs it is asked; elsewhere the usual places are looked into.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .errors import WorkbookError

PREFERRED = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "Hiragino Sans GB",
    "DengXian",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "SimHei",
    "Noto Serif CJK SC",
)
"""Families to look for, the best first: plain strokes, all common characters of simplified Chinese, Latin beside."""

_SEEN = "旅程图练习"
"""Characters that a font must have to count as Chinese."""

_FORMATS = {".ttf", ".ttc", ".otf", ".otc"}

_BOLD = 180
"""Weight in fontconfig's scale from which on a face is bold."""


@dataclass(frozen=True)
class FontFile:
    """One face: a file and, where the file is a collection, which of its faces."""

    path: Path
    index: int = 0


@dataclass(frozen=True)
class Typeface:
    """A family on this computer."""

    family: str
    regular: FontFile
    bold: FontFile
    """The same as `regular` where the family has no bold face."""


def chinese() -> Typeface:
    """Return the best family with Chinese characters on this computer.

    Raises
    ------
    WorkbookError
        If there is none; the sentence names what to install.
    """
    found = dict(_by_place()) | dict(_by_fontconfig())
    for family in PREFERRED:
        if family in found:
            return found[family]
    if found:
        return found[min(found)]
    raise WorkbookError("fonts.none_chinese")


LATIN = ("Arial", "Liberation Sans", "Arimo", "DejaVu Sans")
"""Families of Arial's widths, and one that runs wider."""


def latin() -> Typeface | None:
    """Return a family to measure Latin letters by that stand in Arial; None where none is known."""
    faces: dict[str, dict[bool, FontFile]] = {}
    for family, weight, _, file in _ask_fontconfig(":lang=en"):
        plain = not {"Condensed", "Narrow"} & set(re.findall("[A-Z][a-z]+", file.path.stem))
        if family in LATIN and plain and (75 <= weight <= 100 or weight >= _BOLD):
            faces.setdefault(family, {}).setdefault(weight >= _BOLD, file)
    for folder in (Path(os.environ.get("WINDIR", r"C:\Windows"), "Fonts"), Path("/System/Library/Fonts/Supplemental")):
        for bold, names in ((False, ("arial.ttf", "Arial.ttf")), (True, ("arialbd.ttf", "Arial Bold.ttf"))):
            for path in (folder / name for name in names):
                if path.is_file():
                    faces.setdefault("Arial", {}).setdefault(bold, FontFile(path))
    for family in LATIN:
        known = faces.get(family, {})
        if False in known:
            return Typeface(family, known[False], known.get(True, known[False]))
    return None


def cut(typeface: Typeface, characters: str, folder: Path) -> Typeface:
    """Return the family with `characters` alone, written to two files in `folder`; those it lacks are left out.

    Reading a whole Chinese font takes a second or more, and for each PDF again; what is left here takes none.
    """
    faces = {}
    for style, face in (("regular", typeface.regular), ("bold", typeface.bold)):
        faces[style] = FontFile(folder / f"{style}.otf")
        _cut(face, characters, faces[style].path)
    return Typeface(typeface.family, faces["regular"], faces["bold"])


def _cut(face: FontFile, characters: str, target: Path) -> None:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(layout_features=[], notdef_outline=True, name_IDs=["*"], hinting=False)
    with TTFont(str(face.path), fontNumber=face.index, lazy=True) as font:
        subsetter = Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(font)
        font.save(str(target))


def for_characters(characters: str) -> FontFile | None:
    """Return a plain font that has all of `characters`, such as those of another script; None if none is known."""
    codes = " ".join(f"{ord(character):x}" for character in characters)
    lines = _ask_fontconfig(f":charset={codes}:color=false")
    return next((file for _, _, _, file in lines), None)


def _by_fontconfig() -> Iterator[tuple[str, Typeface]]:
    codes = " ".join(f"{ord(character):x}" for character in _SEEN)
    faces: dict[str, dict[bool, tuple[int, FontFile]]] = {}
    for family, weight, _, file in _ask_fontconfig(f":charset={codes}:lang=zh-cn"):
        bold = weight >= _BOLD
        # Of several weights the one nearest to regular (80) or bold (200) is taken.
        distance = abs(weight - (200 if bold else 80))
        known = faces.setdefault(family, {})
        if bold not in known or distance < known[bold][0]:
            known[bold] = (distance, file)
    for family, known in sorted(faces.items()):
        if False in known:
            regular = known[False][1]
            yield family, Typeface(family, regular, known.get(True, (0, regular))[1])


def _ask_fontconfig(pattern: str) -> list[tuple[str, int, str, FontFile]]:
    """Return (family, weight, style, file) of each upright face that fits; none where there is no fontconfig."""
    program = shutil.which("fc-list")
    if program is None:
        return []
    wanted = f"{pattern}:slant=0:scalable=true:variable=false"
    form = "%{family[0]}\t%{weight}\t%{style[0]}\t%{index}\t%{file}\n"
    try:
        answer = subprocess.run(  # noqa: S603  # our own words only: a pattern made of code points
            [program, "-f", form, wanted], capture_output=True, check=True, timeout=30
        )
    except (OSError, subprocess.SubprocessError):
        return []
    found = []
    for line in answer.stdout.decode("utf-8", "replace").splitlines():
        family, weight, style, index, file = (line.split("\t", 4) + [""] * 5)[:5]
        if Path(file).suffix.lower() in _FORMATS and index.isdigit():
            found.append((family, int(float(weight or 80)), style, FontFile(Path(file), int(index))))
    return sorted(found, key=lambda face: (face[0], face[1], str(face[3].path), face[3].index))


def _places() -> Iterator[tuple[str, Path, Path]]:
    """Yield (family, file of its regular face, file of its bold face) where systems without fontconfig keep them."""
    if sys.platform == "win32":
        folder = Path(os.environ.get("WINDIR", r"C:\Windows"), "Fonts")
        yield "Microsoft YaHei", folder / "msyh.ttc", folder / "msyhbd.ttc"
        yield "DengXian", folder / "Deng.ttf", folder / "Dengb.ttf"
        yield "SimHei", folder / "simhei.ttf", folder / "simhei.ttf"
    elif sys.platform == "darwin":
        folder = Path("/System/Library/Fonts")
        yield "PingFang SC", folder / "PingFang.ttc", folder / "PingFang.ttc"
        yield "Hiragino Sans GB", folder / "Hiragino Sans GB.ttc", folder / "Hiragino Sans GB.ttc"
        yield "Heiti SC", folder / "STHeiti Light.ttc", folder / "STHeiti Medium.ttc"
    else:
        for folder in map(Path, ("/usr/share/fonts/opentype/noto", "/usr/share/fonts/google-noto-sans-cjk-fonts")):
            names = (folder / f"NotoSansCJK-{weight}.ttc" for weight in ("Regular", "Bold"))
            regular, bold = names
            yield "Noto Sans CJK SC", regular, bold


def _by_place() -> Iterator[tuple[str, Typeface]]:
    for family, regular, bold in _places():
        if regular.is_file():
            face = FontFile(regular, _index(regular, family, "Regular"))
            heavy = FontFile(bold, _index(bold, family, "Bold")) if bold.is_file() else face
            yield family, Typeface(family, face, heavy)


def _index(path: Path, family: str, style: str) -> int:
    """Return which face of a collection is the family's, in the wanted style if it is there; 0 for other files."""
    if path.suffix.lower() not in {".ttc", ".otc"}:
        return 0
    from fontTools.ttLib import TTCollection

    best = 0
    with TTCollection(str(path), lazy=True) as collection:
        for index, font in enumerate(collection.fonts):
            if font["name"].getBestFamilyName() == family or font["name"].getDebugName(1) == family:
                if font["name"].getBestSubFamilyName() == style:
                    return index
                best = best or index
    return best
