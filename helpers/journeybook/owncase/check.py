"""What a trainer still has to fill before a case can be released."""

from __future__ import annotations

import json
from pathlib import Path

from ..cases import Case
from ..errors import JourneybookError
from ..exercise import EXERCISE_FILE, KEY_FILE, RUBRIC_FILE, Exercise
from ..i18n import LANGUAGES, Phrase
from ..rubric import Key
from .exercise import TO_FILL
from .place import exercise_id, own_case_folder, own_case_names


def open_points(name: str) -> tuple[Phrase, ...]:
    """Return what still has to be filled in the case `name`; nothing where it can be released.

    Raises
    ------
    CaseError
        If there is no such case.
    """
    folder = own_case_folder(name)
    found = _about_data_and_key(folder)
    for lang in LANGUAGES:
        found += _about_exercise(folder, lang)
    return tuple(found)


def ready_sources(lang: str) -> dict[str, tuple[Path, Path]]:
    """Return, by exercise id, the folder of the exercise in `lang` and that of its key, for all cases that are ready.

    A case may be ready in one language alone.
    """
    found = {}
    for name in own_case_names():
        folder = own_case_folder(name)
        if not _about_data_and_key(folder) and not _about_exercise(folder, lang):
            found[exercise_id(name)] = (folder / "exercise" / lang / exercise_id(name), folder / "key")
    return found


def _about_data_and_key(folder: Path) -> list[Phrase]:
    place = f"key/{KEY_FILE}"
    try:
        case = Case(folder)
        codes = {touchpoint.code for touchpoint in case.touchpoints}
        for table in case.table_names:
            case.table(table)
    except JourneybookError as error:
        return [Phrase(error.key, error.params)]
    try:
        key = Key.read(folder / place)
    except JourneybookError as error:
        return [Phrase("owncase.open_key", {"file": place, "reason": Phrase(error.key, error.params)})]
    found = []
    named = {code for codes_ in key.planted for code in codes_} | {*key.decoys, *key.moments}
    named |= {code for cause in key.causes for code in cause.at}
    if strangers := sorted(named - codes):
        known = ", ".join(sorted(codes))
        found.append(Phrase("owncase.open_codes", {"file": place, "codes": ", ".join(strangers), "known": known}))
    caused = {code for cause in key.causes for code in cause.at}
    without = [code for codes_ in key.planted if not caused & set(codes_) for code in codes_[:1]]
    if without:
        found.append(Phrase("owncase.open_causes", {"file": place, "codes": ", ".join(without)}))
    return found


def _about_exercise(folder: Path, lang: str) -> list[Phrase]:
    id_ = exercise_id(folder.name)
    place = folder / "exercise" / lang / id_
    shown = f"exercise/{lang}/{id_}"
    try:
        exercise = Exercise(place)
        notebook = json.loads((place / f"{id_}.ipynb").read_text(encoding="utf-8"))
        cells = [(str(cell["id"]), "".join(cell["source"])) for cell in notebook["cells"]]
        questions = (place / EXERCISE_FILE).read_text(encoding="utf-8")
    except JourneybookError as error:
        return [Phrase("owncase.open_broken", {"file": shown, "reason": Phrase(error.key, error.params)})]
    except (OSError, ValueError, KeyError, TypeError) as error:
        return [Phrase("owncase.open_broken", {"file": f"{shown}/{id_}.ipynb", "reason": str(error)})]
    found = [
        Phrase("owncase.open_cell", {"file": f"{shown}/{id_}.ipynb", "cell": cell})
        for cell, source in cells
        if TO_FILL in source
    ]
    if TO_FILL in questions:
        found.append(Phrase("owncase.open_text", {"file": f"{shown}/{EXERCISE_FILE}"}))
    try:
        key = Key.read(folder / "key" / KEY_FILE)
    except JourneybookError:
        return found  # said already
    named = {demand.criterion.name for demands in exercise.rubric.items.values() for demand in demands}
    if "decoys_left_alone" in named and not key.decoys:
        found.append(Phrase("owncase.open_decoys", {"file": f"key/{KEY_FILE}", "rubric": f"{shown}/{RUBRIC_FILE}"}))
    lacking = [question.id for question in exercise.questions if question.id not in key.quiz]
    if lacking:
        found.append(Phrase("owncase.open_quiz", {"file": f"key/{KEY_FILE}", "questions": ", ".join(lacking)}))
    return found
