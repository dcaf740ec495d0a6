"""What a rubric looks at: a learner's map and answers, the case and, when grading, its key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from ..errors import RubricError
from ..i18n import Phrase
from ..model import JourneyMap, PainPoint, Touchpoint


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
        Question id → id of the right option.
    explanations : mapping
        Question id → why that option is right; shown in the feedback.
    """

    planted: tuple[tuple[str, ...], ...] = ()
    decoys: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()
    quiz: Mapping[str, str] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Return the key in a ``key.toml``.

        Raises
        ------
        RubricError
            If the file is missing, not TOML or lacks a part.
        """
        try:
            data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
            return cls(
                planted=tuple(tuple(codes) for codes in data["pain_points"]["planted"]),
                decoys=tuple(data["pain_points"]["decoys"]),
                moments=tuple(data["moments_of_truth"]["codes"]),
                quiz=dict(data["quiz"]),
                explanations=dict(data["explanations"]),
            )
        except OSError as error:
            raise RubricError("rubric.key_missing", file=path.name) from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
            raise RubricError("rubric.key_broken", file=path.name, reason=str(error)) from error


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
    """

    journey_map: JourneyMap | None
    starter: JourneyMap = field(default_factory=JourneyMap)
    answers: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[str, ...] = ()
    key: Key | None = None
    map_problem: Phrase | None = None

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
