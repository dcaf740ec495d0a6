"""Does a map file survive whatever happens to it?"""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from journeybook import mapfile
from journeybook.errors import MapFileError
from journeybook.model import Channel, JourneyMap, PainPoint, Persona, Stage, Touchpoint

MAP = JourneyMap(
    persona=Persona(name="林悦", about="周末采购的上班族", goal="半小时内买完走人"),
    stages=(Stage(id="stage-1", name="购买"), Stage(id="stage-2", name="使用")),
    touchpoints=(
        Touchpoint(id="touchpoint-1", stage="stage-1", name="结账", channel=Channel.STORE, action="排队", emotion=-2),
        Touchpoint(id="touchpoint-2", stage="stage-2", name="客服热线", channel=Channel.PHONE, emotion=-1),
    ),
    pain_points=(PainPoint(id="painpoint-1", stage="stage-1", touchpoint="touchpoint-1", text="排队太久", severity=5),),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "map.journey.json"
    mapfile.write(file, MAP)
    return file


def test_round_trip(path: Path) -> None:
    """Does the map that was written come back the same?"""
    assert mapfile.read(path) == MAP


def test_last_good_copy_is_the_version_before(path: Path) -> None:
    """Is the version before the last write kept beside the file?"""
    changed = MAP.model_copy(update={"persona": Persona(name="Lin")})
    mapfile.write(path, changed)
    assert mapfile.read(path) == changed
    assert mapfile.read(mapfile.backup(path)) == MAP


def test_writing_the_same_map_keeps_the_copy(path: Path) -> None:
    """Does saving twice without a change leave the last good copy alone?"""
    mapfile.write(path, MAP)
    assert not mapfile.backup(path).exists()


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "mapfile.empty"),
        (b"  \n", "mapfile.empty"),
        (b'{"format": "journeybook-map", "version": 1, "map": {"persona"', "mapfile.truncated"),
        (b'{"format": journeybook}', "mapfile.not_json"),
        (b"\xff\xfe{\x00}\x00", "mapfile.not_utf8"),
        (b"[" * 100_000, "mapfile.strange_json"),
        (b'{"format": "journeybook-map", "version": 1, "map": NaN}', "mapfile.strange_json"),
        (b'{"format": "journeybook-map", "version": 1, "version": 1, "map": {}}', "mapfile.strange_json"),
        (b"[]", "mapfile.not_a_map"),
        (b'{"version": 1, "map": {}}', "mapfile.not_a_map"),
        (b'{"format": "journeybook-map", "map": {}}', "mapfile.no_version"),
        (b'{"format": "journeybook-map", "version": true, "map": {}}', "mapfile.no_version"),
        (b'{"format": "journeybook-map", "version": "1", "map": {}}', "mapfile.no_version"),
        (b'{"format": "journeybook-map", "version": 2, "map": {}}', "mapfile.newer_version"),
        (b'{"format": "journeybook-map", "version": 1, "map": {}, "x": 1}', "mapfile.unknown_field"),
        (b'{"format": "journeybook-map", "version": 1, "map": {"kind": "past"}}', "mapfile.broken_rule"),
        (b'{"format": "journeybook-map", "version": 1}', "mapfile.broken_rule"),
    ],
)
def test_bad_file_is_named_and_left_alone(path: Path, content: bytes, key: str) -> None:
    """Does each kind of damage get its own sentence, in both languages, with the file's name and the copy?"""
    mapfile.write(path, MAP.model_copy(update={"persona": Persona(name="Lin")}))
    path.write_bytes(content)
    for act in (lambda: mapfile.read(path), lambda: mapfile.write(path, MAP)):
        with pytest.raises(MapFileError) as caught:
            act()
        assert caught.value.key == key
        for lang in ("zh", "en"):
            assert "map.journey.json" in caught.value.message(lang)
            assert "map.journey.json.bak" in caught.value.message(lang)
    assert path.read_bytes() == content
    assert mapfile.read(mapfile.backup(path)) == MAP


def test_missing_and_too_large(tmp_path: Path) -> None:
    """Is a missing file, a folder or a giant file refused in words?"""
    for make, key in (
        (lambda p: None, "mapfile.missing"),
        (lambda p: p.mkdir(), "mapfile.cannot_read"),
        (lambda p: p.write_bytes(b" " * (mapfile.MAX_BYTES + 1)), "mapfile.too_large"),
    ):
        path = tmp_path / f"{key}.journey.json"
        make(path)
        with pytest.raises(MapFileError) as caught:
            mapfile.read(path)
        assert caught.value.key == key
        assert path.name in caught.value.message("en")


def test_restore_sets_the_damaged_file_aside(path: Path) -> None:
    """Does restoring bring the last good map back and lose nothing of the damaged one?"""
    mapfile.write(path, MAP.model_copy(update={"persona": Persona(name="Lin")}))
    path.write_bytes(b"{broken")
    aside = mapfile.restore(path)
    assert mapfile.read(path) == MAP
    assert aside.read_bytes() == b"{broken"


def test_restore_without_a_copy_moves_nothing(path: Path) -> None:
    """Does restoring without a good copy leave the damaged file where it is?"""
    path.write_bytes(b"{broken")
    with pytest.raises(MapFileError):
        mapfile.restore(path)
    assert path.read_bytes() == b"{broken"


def damage(text: str, seed: int) -> bytes:
    """Return `text` damaged in one of seven ways; the result is never a valid map file."""
    rng = random.Random(seed)  # noqa: S311
    raw = text.encode()
    way = seed % 7
    if way == 0:  # cut off; the last characters are "}\n", so the cut leaves the brackets open
        return raw[: rng.randrange(len(raw) - 2)]
    if way == 1:  # a bracket or a quote lost
        spots = [i for i, byte in enumerate(raw) if byte in b'{}[]"']
        spot = rng.choice(spots)
        return raw[:spot] + raw[spot + 1 :]
    if way == 2:  # a byte that UTF-8 never holds
        spot = rng.randrange(len(raw))
        return raw[:spot] + bytes([rng.choice([0xC0, 0xC1, 0xF5, 0xFF])]) + raw[spot:]
    if way == 3:  # a block of zeros, as a crashed disk leaves
        spot = rng.randrange(len(raw) - 20)
        return raw[:spot] + b"\0" * rng.randrange(1, 20) + raw[spot:]
    if way == 4:  # random bytes from another program; 0xFF keeps it from being text
        return bytes([0xFF]) + rng.randbytes(rng.randrange(1, 400))
    data = json.loads(text)
    if way == 5:  # a field with a value of the wrong kind
        part = rng.choice([data["map"], data["map"]["persona"], *data["map"]["stages"], *data["map"]["touchpoints"]])
        field = rng.choice(sorted(part))
        part[field] = rng.choice([{"x": 1}, 3.5, [[]], {"id": 7}])
    else:  # an outer field lost or changed
        field = rng.choice(sorted(data))
        if field == "map" or rng.random() < 0.5:
            del data[field]
        else:
            data[field] = rng.choice([None, -1, 99, "other", []])
    return json.dumps(data).encode()


def test_a_thousand_damaged_files(tmp_path: Path) -> None:
    """Does each of 1,000 damaged files give one clear error, no traceback, and stay byte for byte as it was?"""
    path = tmp_path / "map.journey.json"
    mapfile.write(path, MAP)
    mapfile.write(path, MAP.model_copy(update={"persona": Persona(name="Lin")}))
    text = mapfile.dump(MAP)
    keys = set()
    for seed in range(1000):
        broken = damage(text, seed)
        path.write_bytes(broken)
        with pytest.raises(MapFileError) as caught:
            mapfile.read(path)
        with pytest.raises(MapFileError):
            mapfile.write(path, MAP)
        assert path.read_bytes() == broken
        for lang in ("zh", "en"):
            message = caught.value.message(lang)
            assert "map.journey.json" in message
            assert "map.journey.json.bak" in message
            assert "Traceback" not in message
        keys.add(caught.value.key)
    assert keys >= {"mapfile.truncated", "mapfile.not_json", "mapfile.not_utf8", "mapfile.broken_rule"}
