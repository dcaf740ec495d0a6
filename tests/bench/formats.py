"""How long each format takes for a map of 500 cards, there and back, and how much memory at its peak.

``python tests/bench/formats.py [cards]`` writes the map in each format in a process of its own, reads it where the
format can be read, and prints time, the memory that came on top of Python with the package loaded, and the file's
size. It fails if one takes longer, or more memory, than what it is held to.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]

MOST_SECONDS = 30.0
"""No format may take longer, on a machine with two cores."""

MOST_MEGABYTES = 400.0

KINDS = (
    *("map.journey.json", "map.xlsx", "map.csv", "map.mmd", "map.cjml.xml", "map.svg", "map.png"),
    *("map.pdf A4", "map.pdf A3", "map.pdf A1", "map.pptx", "map.html", "map.md"),
)


def _peak() -> float:
    """Return the most memory that this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def one(kind: str, cards: int, folder: Path) -> dict[str, float | None]:
    """Write, and read, one format in this process; return what it took."""
    from large_map import large_map

    from journeybook.formats import convert

    name, _, paper = kind.partition(" ")
    journey_map = large_map(cards)
    path = folder / name
    before = _peak()
    began = time.perf_counter()
    convert.write(journey_map, path, "zh", force=True, **({"paper": paper} if paper else {}))
    wrote = time.perf_counter() - began
    read = None
    if convert.format_of(path).reads:
        began = time.perf_counter()
        convert.read(path)
        read = time.perf_counter() - began
    return {"wrote": wrote, "read": read, "memory": _peak() - before, "size": path.stat().st_size / 1e6}


def main(cards: int = 500) -> int:
    """Run all formats, each in a fresh process; return 1 if one took too much."""
    from journeybook.formats import convert

    print(f"{cards} cards{'':10} write    read    memory     file")
    bad = 0
    for kind in KINDS:
        if not convert.suffix_of(Path(kind.partition(" ")[0])):
            continue
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, __file__, "--one", kind, str(cards), folder]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
        took = json.loads(done.stdout)
        read = "      –" if took["read"] is None else f"{took['read']:6.2f}s"
        print(f"{kind:18} {took['wrote']:6.2f}s {read} {took['memory']:6.0f} MB {took['size']:6.2f} MB", flush=True)
        bad += took["wrote"] > MOST_SECONDS or took["memory"] > MOST_MEGABYTES
    return 1 if bad else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "tests" / "unit"))
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(one(sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))))
    else:
        sys.exit(main(*map(int, sys.argv[1:])))
