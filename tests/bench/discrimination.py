"""Do the criteria tell good maps from bad ones? Right maps are spoilt on purpose, and changed without harm, and judged.

``make bench-rubric`` prints a table: for each criterion the defects of its own kind that were planted and caught, and
the harmless changes it took amiss; then how often the score rose when a defect was planted, and how well the word lists
do on sentences that were labelled by hand, also on those they were not made for.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

import evidence_defects  # noqa: F401 - enters its makers
import insight_defects  # noqa: F401
import plan_defects  # noqa: F401
from defects import DEFECTS
from harmless import HARMLESS
from rich.console import Console
from rich.table import Table

from journeybook import mapfile, planfile
from journeybook.exercise import KEY_FILE, Exercise
from journeybook.handin import MAP_FILE
from journeybook.i18n import LANGUAGES
from journeybook.model import Evidence, JourneyMap
from journeybook.rubric import Demand, Family, Finding, Key, Rubric, Status, Subject, all_criteria

SOLUTIONS = Path(__file__).parents[2] / "solutions"
PLANNED = "06-discussion"
"""The exercise that asks for an action plan."""

CAUGHT = 0.95
FALSE_ALARMS = 0.02


@dataclass(frozen=True)
class Model:
    """An exercise's right map with all that it is judged by.

    Parameters
    ----------
    name : str
        Language and exercise.
    subject : Subject
        The right map and answers, with key and case.
    other : JourneyMap
        The right map in the other language.
    demands : dict
        Criterion → the demand that the exercise makes, or one with the criterion's defaults, worth a point.
    """

    name: str
    subject: Subject
    other: JourneyMap
    demands: dict[str, Demand]

    def judge(self, subject: Subject) -> dict[str, Finding]:
        """Return what each criterion says."""
        return {name: demand.judge(subject) for name, demand in self.demands.items()}

    def score(self, subject: Subject) -> float:
        """Return the shares that are met, weighed by points."""
        return sum((finding.verdict.share or 0) * finding.max_points for finding in self.judge(subject).values())


def models() -> list[Model]:
    """Return all exercises on a case that have a key with a map."""
    found = (_model(path.parents[1]) for path in sorted(SOLUTIONS.glob(f"*/*/key/{MAP_FILE}")))
    return [model for model in found if model.subject.case is not None]


def _model(folder: Path) -> Model:
    key = folder / "key"
    with tempfile.TemporaryDirectory() as desk:
        # The key is handed in as a learner would: it lies beside the exercise's files.
        place = Path(desk) / folder.name
        shutil.copytree(folder, place)
        shutil.copytree(key, place, dirs_exist_ok=True, ignore=shutil.ignore_patterns(KEY_FILE))
        exercise = Exercise(place)
        subject = _with_plan(exercise.subject(Key.read(key / KEY_FILE)), exercise.lang)
    (other,) = (lang for lang in LANGUAGES if lang != exercise.lang)
    other_map = mapfile.read(SOLUTIONS / other / folder.name / "key" / MAP_FILE)
    return Model(f"{exercise.lang} {folder.name}", subject, other_map, _demands(exercise.rubric))


def _with_plan(subject: Subject, lang: str) -> Subject:
    """Return the subject with the plan of the exercise that asks for one, its actions tied to this map's cards."""
    plan = planfile.read(SOLUTIONS / lang / PLANNED / "key" / planfile.FILE_NAME)
    cards = [card.id for card in (*subject.map.opportunities, *subject.map.pain_points)]
    tied = (action.model_copy(update={"card": cards[n % len(cards)]}) for n, action in enumerate(plan.actions))
    return replace(subject, plan=plan.model_copy(update={"actions": tuple(tied)}))


def _demands(rubric: Rubric) -> dict[str, Demand]:
    demands = {name: Demand(known, 1.0, dict(known.thresholds)) for name, known in all_criteria().items()}
    for demand in (demand for item in rubric.items.values() for demand in item):
        # What the exercise gives no points for is to be right as well.
        demands[demand.criterion.name] = Demand(demand.criterion, demand.points or 1.0, demand.thresholds)
    return demands


@dataclass
class Result:
    """What came out."""

    variants: Counter[str] = field(default_factory=Counter)
    unmet: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    planted: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)
    harmless: Counter[str] = field(default_factory=Counter)
    alarms: Counter[str] = field(default_factory=Counter)
    steps: int = 0
    rises: list[str] = field(default_factory=list)

    @property
    def without_maker(self) -> list[str]:
        """Return the criteria that no defect is known for."""
        return sorted(all_criteria().keys() - DEFECTS.keys())

    def failures(self) -> list[str]:
        """Return all that falls short of what the bench asks for."""
        bad = [f"{name} is not met by the right map of {', '.join(where)}" for name, where in self.unmet.items()]
        for name in all_criteria():
            if self.caught[name] < CAUGHT * self.planted[name]:
                bad.append(f"{name}: {self.caught[name]} of {self.planted[name]} defects caught")
            if self.alarms[name] > FALSE_ALARMS * self.harmless[name]:
                bad.append(f"{name}: {self.alarms[name]} false alarms in {self.harmless[name]}")
        return bad + self.rises


def run(repeats: int, seed: int = 1, chosen: list[Model] | None = None) -> Result:
    """Plant each defect `repeats` times in each right map, make as many harmless changes, and judge.

    Parameters
    ----------
    repeats : int
        How often each maker is asked.
    seed : int
        Where chance begins.
    chosen : list of Model, optional
        Other right maps than those of all exercises.
    """
    result = Result()
    for model in chosen or models():
        right = model.judge(model.subject)
        met = {name for name, finding in right.items() if finding.status is Status.MET}
        for name in right.keys() - met:
            result.unmet[name].append(model.name)
        for name, spoilt in _spoilt(model, repeats, seed):
            if name in met:
                result.variants[model.name] += 1
                result.planted[name] += 1
                finding = model.demands[name].judge(spoilt)
                result.caught[name] += finding.status is not Status.MET
        _change_harmlessly(model, met, repeats, seed, result)
        _plant_one_after_the_other(model, repeats, seed, result)
    return result


def _spoilt(model: Model, repeats: int, seed: int) -> Iterator[tuple[str, Subject]]:
    for name, makers in DEFECTS.items():
        for maker in makers:
            for repeat in range(repeats):
                chance = Random(f"{seed} {model.name} {maker.__name__} {repeat}")  # noqa: S311 - no secret
                if (spoilt := maker(model.subject, chance)) is not None:
                    yield name, spoilt


def _change_harmlessly(model: Model, met: set[str], repeats: int, seed: int, result: Result) -> None:
    for harmless in HARMLESS:
        for repeat in range(repeats):
            chance = Random(f"{seed} {model.name} {harmless.name} {repeat}")  # noqa: S311 - no secret
            changed = harmless.make(model.subject, model.other, chance)
            if changed is None:
                continue
            result.variants[model.name] += 1
            for name, finding in model.judge(changed).items():
                family = model.demands[name].criterion.family
                if name not in met or (harmless.new_content and family in (Family.EVIDENCE, Family.INSIGHT)):
                    continue
                result.harmless[name] += 1
                if finding.status is not Status.MET:
                    result.alarms[name] += 1


def _plant_one_after_the_other(model: Model, repeats: int, seed: int, result: Result) -> None:
    """Spoil a map step by step; taking the last defect out again must never lower the score.

    A step that works on a card which an earlier one spoilt may repair it, so there is none. Nor do cards come to a
    spoilt map: among more cards, a bad one weighs less, as it would among more good ones.
    """
    makers = [maker for name in DEFECTS for maker in DEFECTS[name]]
    for repeat in range(repeats * 2):
        chance = Random(f"{seed} {model.name} chain {repeat}")  # noqa: S311 - no secret
        subject, score, before = model.subject, model.score(model.subject), set[str]()
        for maker in chance.sample(makers, 6):
            spoilt = maker(subject, chance)
            if spoilt is None:
                continue
            now = touched(subject, spoilt)
            if before & now or (before and _cards(spoilt) > _cards(subject)):
                continue
            worse = model.score(spoilt)
            result.steps += 1
            if worse > score + 1e-9:
                result.rises.append(f"{model.name}: {maker.__name__} raised the score by {worse - score:.2f}")
            subject, score, before = spoilt, worse, before | now


def touched(one: Subject, other: Subject) -> set[str]:
    """Return the ids of the cards, and the names of the other parts, in which two subjects differ."""
    found = {id_ for id_ in one.answers.keys() | other.answers if one.answers.get(id_) != other.answers.get(id_)}
    if one.future_map != other.future_map:
        found.add("future")
    rows, now = (_placed(subject.plan.actions if subject.plan else ()) for subject in (one, other))
    found |= {id_ for id_ in rows | now if rows.get(id_) != now.get(id_)}
    if _plan_head(one) != _plan_head(other):
        found.add("plan")
    for name in JourneyMap.model_fields:
        before, after = getattr(one.map, name), getattr(other.map, name)
        if isinstance(before, tuple):
            cards, others = _placed(before), _placed(after)
            changed = {id_ for id_ in cards | others if cards.get(id_) != others.get(id_)}
            found |= changed
            # What a claim rests on is a part of the claim.
            found |= {card.claim for card in (*before, *after) if card.id in changed and isinstance(card, Evidence)}
        elif before != after:
            found.add(name)
    return found


def _plan_head(subject: Subject) -> dict[str, Any]:
    return {} if subject.plan is None else dict(subject.plan) | {"actions": ()}


def _placed(cards: tuple[Any, ...]) -> dict[str, tuple[int, Any]]:
    return {card.id: (place, card) for place, card in enumerate(cards)}


def _cards(subject: Subject) -> int:
    return sum(len(part) for part in subject.map.to_json().values() if isinstance(part, list))


def report(result: Result, console: Console) -> None:
    """Print what came out."""
    table = Table("criterion", "family", "planted", "caught", "", "harmless", "false alarms", "")
    for name, criterion in sorted(all_criteria().items(), key=lambda entry: (entry[1].family, entry[0])):
        planted, harmless = result.planted[name], result.harmless[name]
        caught = f"{result.caught[name] / planted:.0%}" if planted else "–"
        alarms = f"{result.alarms[name] / harmless:.1%}" if harmless else "–"
        shown = str(planted) if name in DEFECTS else "no defect maker"
        row = (name, criterion.family, shown, str(result.caught[name]), caught, str(harmless))
        table.add_row(*row, str(result.alarms[name]), alarms)
    console.print(table)
    console.print(f"{result.variants.total()} variants of {len(result.variants)} right maps")
    console.print(", ".join(f"{name}: {count}" for name, count in sorted(result.variants.items())))
    console.print(f"planted one after the other: {result.steps}; score rose: {len(result.rises)}")


def report_words(console: Console) -> None:
    """Print how well the word lists do on labelled sentences, those they were made for and fresh ones."""
    from wordlists import rates

    table = Table("word list", "language", "sentences", "n", "precision", "recall", "false alarms")
    for rate in rates():
        table.add_row(*rate)
    console.print(table)


def main() -> None:
    """Run the bench and say whether all is as it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=20, help="how often each defect is planted in each right map")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    console = Console(width=120)
    result = run(asked.repeats, asked.seed)
    report(result, console)
    report_words(console)
    failures = result.failures()
    for failure in failures:
        console.print(f"✗ {failure}")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
