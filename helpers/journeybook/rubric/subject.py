"""What a rubric looks at: a learner's map and answers, the case and, when grading, its key."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, Self

from ..errors import RubricError
from ..i18n import Phrase
from ..model import JourneyMap, PainPoint, Touchpoint
from ..plan import Plan
from ..questions import QuestionKind, Right
from .causes import Approach, Cause

if TYPE_CHECKING:
    from ..cases import Case
    from ..evidence.effect import Indicator
    from .measured import Measured


@dataclass(frozen=True)
class EffectKey:
    """Which questions ask whether the fix worked, and what is right.

    Parameters
    ----------
    indicator : str
        By which measure the fix is judged: one of `evidence.INDICATORS`.
    parts : mapping
        ``period``, ``group`` and ``measure`` → id of the question; what is right stands in the quiz's key.
    size : str
        Id of the question how large the effect is.
    sizes : mapping
        Id of an option of that question → the effect that it claims; right is what lies in the data's interval.
    """

    indicator: Indicator
    parts: Mapping[str, str]
    size: str
    sizes: Mapping[str, float]


EFFECT_PARTS = ("period", "group", "measure")
"""What has to be right before the size of an effect means anything."""


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
        Codes of the touchpoints that decide the relationship, the one that decides most first.
    quiz : mapping
        Question id → the right answer: a text, a list or a table, as :mod:`journeybook.questions` has them.
    explanations : mapping
        Question id → why that option is right; shown in the feedback.
    causes : tuple of Cause
        What is behind the planted pain points, and what would mend it.
    effect : EffectKey or None
        What is right about the effect of the fix; None where that is not asked.
    """

    planted: tuple[tuple[str, ...], ...] = ()
    decoys: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()
    quiz: Mapping[str, Right] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)
    causes: tuple[Cause, ...] = ()
    effect: EffectKey | None = None

    @classmethod
    def read(cls, path: Path) -> Self:
        """Return the key in a ``key.toml``.

        One that says ``no_case = true`` knows the questions only: said outright, so that a part which is missing by
        mistake still stops the grading.

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
        if data.get("no_case") is True:
            return cls(
                quiz=_rights(path, "quiz", _part(path, data, "quiz")),
                explanations=_texts(path, "explanations", _part(path, data, "explanations")),
            )
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
            causes=_causes(path, data["pain_points"].get("causes", [])),
            effect=_effect(path, data["effect"]) if "effect" in data else None,
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


def _causes(path: Path, causes: Any) -> tuple[Cause, ...]:
    if not isinstance(causes, list) or not all(isinstance(cause, dict) for cause in causes):
        _wrong_shape(path, "pain_points.causes", "rubric.key_tables", causes)
    return tuple(_cause(path, f"pain_points.causes.{number}", cause) for number, cause in enumerate(causes, 1))


def _cause(path: Path, place: str, cause: dict[str, Any]) -> Cause:
    approaches = cause.get("approaches")
    if not isinstance(approaches, list) or not approaches or not all(isinstance(one, dict) for one in approaches):
        _wrong_shape(path, f"{place}.approaches", "rubric.key_tables", approaches)
    return Cause(
        at=_some_codes(path, f"{place}.at", cause.get("at")),
        text=_text(path, f"{place}.cause", cause.get("cause")),
        approaches=tuple(
            Approach(
                name=_text(path, f"{place}.approaches.{number}.name", one.get("name")),
                deeds=_some_codes(path, f"{place}.approaches.{number}.deeds", one.get("deeds")),
                things=_some_codes(path, f"{place}.approaches.{number}.things", one.get("things")),
            )
            for number, one in enumerate(approaches, 1)
        ),
    )


def _effect(path: Path, effect: Any) -> EffectKey:
    # Loaded here: a key without an effect needs no evidence.
    from ..evidence import INDICATORS

    indicator = _part(path, {"effect": effect}, "effect", "indicator")
    if not isinstance(indicator, str) or indicator not in INDICATORS:
        _wrong_shape(path, "effect.indicator", Phrase("rubric.key_one_of", {"known": ", ".join(INDICATORS)}), indicator)
    parts = {part: _text(path, f"effect.{part}", effect.get(part)) for part in EFFECT_PARTS}
    sizes = effect.get("sizes")
    if not isinstance(sizes, dict) or not sizes or not all(_is_size(size) for size in sizes.values()):
        _wrong_shape(path, "effect.sizes", "rubric.key_numbers", sizes)
    return EffectKey(indicator, parts, _text(path, "effect.size", effect.get("size")), sizes)


def _is_size(size: Any) -> bool:
    return type(size) in (int, float) and math.isfinite(size)


def _some_codes(path: Path, place: str, codes: Any) -> tuple[str, ...]:
    found = _codes(path, place, codes)
    if not all(code.strip() for code in found) or not found:
        _wrong_shape(path, place, "rubric.key_codes", codes)
    return found


def _text(path: Path, place: str, text: Any) -> str:
    if not isinstance(text, str) or not text.strip():
        _wrong_shape(path, place, "rubric.key_text", text)
    return text


def _wrong_shape(path: Path, place: str, expected: str | Phrase, came: Any) -> NoReturn:
    words = Phrase(expected, {}) if isinstance(expected, str) else expected
    raise RubricError("rubric.key_wrong", file=path.name, place=place, expected=words, came=repr(came))


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
    future_map : JourneyMap or None
        The learner's future map; None where there is none or it cannot be read.
    plan : Plan or None
        The learner's action plan; None where it cannot be read.
    """

    journey_map: JourneyMap | None
    starter: JourneyMap = field(default_factory=JourneyMap)
    answers: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[str, ...] = ()
    key: Key | None = None
    map_problem: Phrase | None = None
    case: Case | None = None
    kinds: Mapping[str, QuestionKind] = field(default_factory=dict)
    future_map: JourneyMap | None = None
    plan: Plan | None = None

    @property
    def data(self) -> Measured | None:
        """Return what the case's data say; None where there is no case.

        Raises
        ------
        CaseError
            If a table is missing or damaged.
        """
        if self.case is None:
            return None
        from .measured import measured

        return measured(self.case)

    @property
    def map(self) -> JourneyMap:
        """Return the map; criteria about maps are only asked where there is one."""
        if self.journey_map is None:
            raise ValueError("a criterion about maps was asked without a map")
        return self.journey_map

    @property
    def the_plan(self) -> Plan:
        """Return the action plan; criteria about plans are only asked where one is begun."""
        if self.plan is None:
            raise ValueError("a criterion about plans was asked without a plan")
        return self.plan

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
