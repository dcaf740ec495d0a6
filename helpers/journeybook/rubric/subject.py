"""What a rubric looks at: a learner's map and answers, the case and, when grading, its key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, Self

from ..errors import RubricError
from ..i18n import Phrase
from ..model import JourneyMap, PainPoint, Touchpoint
from ..questions import QuestionKind, Right

if TYPE_CHECKING:
    from ..cases import Case


@dataclass(frozen=True)
class Key:
    """The trainer's key of an exercise; it is never released.

    Parameters
    ----------
    planted : tuple of tuple of str
        The pain points that the data holds: for each, the codes of the case's touchpoints where it shows.
    decoys : tuple of str
        Codes of touchpoints that look bad in raw counts and are not.
    moments : tuple of str
        Codes of the touchpoints that decide the relationship.
    quiz : mapping
        Question id → the right answer: a text, a list or a table, as :mod:`journeybook.questions` has them.
    explanations : mapping
        Question id → why that option is right; shown in the feedback.
    """

    planted: tuple[tuple[str, ...], ...] = ()
    decoys: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()
    quiz: Mapping[str, Right] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Return the key in a ``key.toml``.

        Raises
        ------
        RubricError
            If the file is missing, not TOML, lacks a part or has one of the wrong shape: graded with such a key,
            a whole class would be wrong without a word.
        """
        try:
            data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise RubricError("rubric.key_missing", file=path.name) from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise RubricError("rubric.key_broken", file=path.name, reason=str(error)) from error
        planted = _part(path, data, "pain_points", "planted")
        if not isinstance(planted, list) or not planted:
            _wrong_shape(path, "pain_points.planted", "rubric.key_lists", planted)
        moments = _codes(path, "moments_of_truth.codes", _part(path, data, "moments_of_truth", "codes"))
        if not moments:
            _wrong_shape(path, "moments_of_truth.codes", "rubric.key_codes", [])
        return cls(
            planted=tuple(_codes(path, "pain_points.planted", codes, "rubric.key_lists") for codes in planted),
            decoys=_codes(path, "pain_points.decoys", _part(path, data, "pain_points", "decoys")),
            moments=moments,
            quiz=_rights(path, "quiz", _part(path, data, "quiz")),
            explanations=_texts(path, "explanations", _part(path, data, "explanations")),
        )


def _part(path: Path, data: Any, *names: str) -> Any:
    for name in names:
        data = data.get(name) if isinstance(data, dict) else None
    if data is None:
        raise RubricError("rubric.key_lacks", file=path.name, place=".".join(names))
    return data


def _codes(path: Path, place: str, codes: Any, expected: str = "rubric.key_codes") -> tuple[str, ...]:
    # A lone text would be taken letter by letter.
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        _wrong_shape(path, place, expected, codes)
    return tuple(codes)


def _texts(path: Path, place: str, texts: Any) -> dict[str, str]:
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        _wrong_shape(path, place, "rubric.key_texts", texts)
    return texts


def _rights(path: Path, place: str, rights: Any) -> dict[str, Right]:
    if not isinstance(rights, dict) or not all(
        isinstance(right, str | list | dict) and right for right in rights.values()
    ):
        _wrong_shape(path, place, "rubric.key_rights", rights)
    return rights


def _wrong_shape(path: Path, place: str, expected: str, came: Any) -> NoReturn:
    raise RubricError("rubric.key_wrong", file=path.name, place=place, expected=Phrase(expected, {}), came=repr(came))


@dataclass(frozen=True)
class Subject:
    """What is judged.

    Parameters
    ----------
    journey_map : JourneyMap or None
        The learner's map; None where there is none or it cannot be read.
    starter : JourneyMap
        The map that the learner started from: a map equal to it is not attempted.
    answers : mapping
        Question id → the learner's answer.
    questions : tuple of str
        Ids of the quiz's questions.
    key : Key or None
        The key; None while the learner checks.
    map_problem : Phrase or None
        Why `journey_map` is None although something was handed in.
    case : Case or None
        The case that the exercise works on, with its data; None where it has none.
    kinds : mapping
        Question id → how it is answered; a question that is missing is a single choice.
    """

    journey_map: JourneyMap | None
    starter: JourneyMap = field(default_factory=JourneyMap)
    answers: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[str, ...] = ()
    key: Key | None = None
    map_problem: Phrase | None = None
    case: Case | None = None
    kinds: Mapping[str, QuestionKind] = field(default_factory=dict)

    @property
    def map(self) -> JourneyMap:
        """Return the map; criteria about maps are only asked where there is one."""
        if self.journey_map is None:
            raise ValueError("a criterion about maps was asked without a map")
        return self.journey_map

    @property
    def the_key(self) -> Key:
        """Return the key; criteria that need it are only asked where there is one."""
        if self.key is None:
            raise ValueError("a criterion that needs the key was asked without it")
        return self.key

    def case_code(self, pain_point: PainPoint) -> str | None:
        """Return the code of the case's touchpoint that a pain point stands at, if it is tied to one."""
        for touchpoint in self.map.touchpoints:
            if touchpoint.id == pain_point.touchpoint:
                return touchpoint.case_touchpoint
        return None

    def moments(self) -> tuple[Touchpoint, ...]:
        """Return the touchpoints that the learner marked as moments of truth."""
        return tuple(touchpoint for touchpoint in self.map.touchpoints if touchpoint.is_moment_of_truth)
