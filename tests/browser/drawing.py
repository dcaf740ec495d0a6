"""A trainee's hands on the board: they make of the map on it another one, each difference by mouse or keyboard."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from answering import choose_from_list, press, write_into
from board_pages import expect_saved
from playwright.sync_api import Locator, expect

from journeybook.model import Evidence, JourneyMap, Opportunity, PainPoint, Touchpoint

_HEAD = ("persona.name", "persona.about", "persona.goal", "scenario.name", "scenario.situation")
_STEP_ROOM = 200
"""Pixels by which a point is dragged to get to the lowest emotion from wherever it is."""


class Drawer:
    """Draws on one board.

    Parameters
    ----------
    board : Locator
        A board that is ready.
    now : JourneyMap
        The map on it.
    """

    def __init__(self, board: Locator, now: JourneyMap) -> None:
        self._board = board
        self._page = board.page
        self._now = now
        self._ids: dict[str, str] = {}
        """Id of a card in the wanted map → its id on the board, where it was drawn here."""
        self._turn = 0

    def make(self, wanted: JourneyMap) -> None:
        """Make the map on the board say what `wanted` says, and wait until it is saved."""
        assert (wanted.lanes, wanted.lane_cells) == (self._now.lanes, self._now.lane_cells)
        for place in _HEAD:
            part, field = place.split(".")
            words = getattr(getattr(wanted, part), field)
            if words != getattr(getattr(self._now, part), field):
                self._rewrite(self._board.get_by_test_id(place), words)
        self._delete_what_is_not_in(wanted)
        self._arrange_stages(wanted)
        for touchpoint in wanted.touchpoints:
            self._make_touchpoint(touchpoint, wanted)
        for pain in wanted.pain_points:
            self._make_pain(pain, wanted)
        for opportunity in wanted.opportunities:
            self._make_opportunity(opportunity, wanted)
        self._make_evidence(wanted)
        expect_saved(self._board)

    # Cards ------------------------------------------------------------------------------------------------------------

    def set_emotion(self, card: str, emotion: int) -> None:
        """Set the emotion of a touchpoint: the lowest one by dragging its point, others with the keys."""
        point = self._board.locator(f'[data-testid="emotion-point"][data-card-id="{card}"]')
        if emotion == -2:
            point.hover()  # charts above may still arrive and push it down: hovering waits until it stands still
            box = point.bounding_box()
            size = self._page.viewport_size
            assert box is not None
            assert size is not None
            x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
            if y + _STEP_ROOM < size["height"]:
                self._page.mouse.down()
                self._page.mouse.move(x, y + 40, steps=4)
                self._page.mouse.move(x, y + _STEP_ROOM, steps=4)
                self._page.mouse.up()
        if point.get_attribute("data-emotion") != str(emotion):
            point.press("Home")
            for _ in range(emotion + 2):
                point.press("ArrowUp")
        expect(point).to_have_attribute("data-emotion", str(emotion))

    def set_severity(self, card: str, severity: int) -> None:
        """Set the severity of a pain point by its key."""
        pain = self.card(card, "pain_point")
        pain.press(str(severity))
        expect(pain.locator(".jb-severity")).to_have_attribute("data-severity", str(severity))

    def card(self, id_: str, lane: str) -> Locator:
        """Return a card."""
        return self._board.locator(f'[data-testid="{lane}"][data-card-id="{id_}"]')

    def add(self, lane: str, stage: int, words: str, slot: str = "", code: str | None = None) -> str:
        """Add a card by its "+", write its text (of a touchpoint that the case names, the action), and return its id.

        Parameters
        ----------
        lane : {"touchpoint", "pain_point", "opportunity"}
            What is added.
        stage : int
            Into which stage, from 0.
        words : str
            What is written.
        slot : str
            For a pain point: the touchpoint under which.
        code : str, optional
            For a touchpoint: the case's touchpoint to choose.
        """
        cell = self._board.get_by_test_id(f"cell-{lane}").nth(stage)
        cards = cell.get_by_test_id(lane)
        before = {card.get_attribute("data-card-id") for card in cards.all()}
        place = cell.locator(f'.jb-stack[data-slot="{slot}"]') if slot else cell
        press(place.get_by_test_id(f"add-{lane.replace('_', '-')}").first, by_keys=self._by_keys())
        area = self._page.locator("textarea.jb-area:focus")
        if lane == "touchpoint":
            picker = self._page.get_by_test_id("touchpoint-picker")
            expect(picker.or_(area)).to_be_visible()
            if picker.count():
                own = picker.get_by_test_id("touchpoint-own")
                listed = picker.locator(f'[data-testid="touchpoint-option"][data-code="{code}"]')
                press(listed if code else own, by_keys=self._by_keys())
        self._write(words)
        expect(cards).to_have_count(len(before) + 1)
        (new,) = {card.get_attribute("data-card-id") or "" for card in cards.all()} - before
        return new

    def _make_touchpoint(self, goal: Touchpoint, wanted: JourneyMap) -> None:
        now = {one.id: one for one in self._now.touchpoints}.get(goal.id)
        if now is None:
            stage = [one.id for one in wanted.stages].index(goal.stage)
            words = goal.action if goal.case_touchpoint else goal.name
            self._ids[goal.id] = self.add("touchpoint", stage, words, code=goal.case_touchpoint)
            told = {"action": words} if goal.case_touchpoint else {"name": words}
            now = Touchpoint(id=goal.id, stage=goal.stage, case_touchpoint=goal.case_touchpoint, **told)
        id_ = self.id_of(goal.id)
        card = self.card(id_, "touchpoint")
        texts = ("name", "action", "thought", "backstage")
        if now != goal.model_copy(update={"emotion": now.emotion, "is_moment_of_truth": now.is_moment_of_truth}):
            details = self._details(card)
            if now.stage != goal.stage:
                choose_from_list(details.get_by_test_id("place-stage"), self.id_of(goal.stage))
            if now.case_touchpoint != goal.case_touchpoint:
                choose_from_list(details.get_by_test_id("field-case-touchpoint"), goal.case_touchpoint or "")
            self._fill(details, goal, texts)
            if now.channel != goal.channel:
                choose_from_list(details.get_by_test_id("field-channel"), goal.channel or "")
            details.get_by_test_id("details-close").click()
        if now.emotion != goal.emotion and goal.emotion is not None:
            self.set_emotion(id_, goal.emotion)
        if now.is_moment_of_truth != goal.is_moment_of_truth:
            star = card.get_by_test_id("card-star")
            if self._by_keys():
                card.press("s")
            else:
                card.hover()
                star.click()
            expect(star).to_have_attribute("aria-pressed", str(goal.is_moment_of_truth).lower())

    def _make_pain(self, goal: PainPoint, wanted: JourneyMap) -> None:
        now = {one.id: one for one in self._now.pain_points}.get(goal.id)
        slot = self.id_of(goal.touchpoint) if goal.touchpoint else None
        if now is None:
            at = {one.id: one.stage for one in wanted.touchpoints}.get(goal.touchpoint or "", goal.stage)
            stage = [one.id for one in wanted.stages].index(at)
            self._ids[goal.id] = self.add("pain_point", stage, goal.text, slot or "")
            now = PainPoint(id=goal.id, stage=at, text=goal.text, touchpoint=goal.touchpoint)
        card = self.card(self.id_of(goal.id), "pain_point")
        if now.text != goal.text:
            self._rewrite(card.get_by_test_id("pain-point-text"), goal.text)
        if now.touchpoint != goal.touchpoint:
            details = self._details(card)
            choose_from_list(details.get_by_test_id("field-touchpoint"), slot or "")
            details.get_by_test_id("details-close").click()
        if now.severity != goal.severity:
            self.set_severity(self.id_of(goal.id), goal.severity)

    def _make_opportunity(self, goal: Opportunity, wanted: JourneyMap) -> None:
        now = {one.id: one for one in self._now.opportunities}.get(goal.id)
        if now is None:
            stage = [one.id for one in wanted.stages].index(goal.stage)
            self._ids[goal.id] = self.add("opportunity", stage, goal.text)
            now = Opportunity(id=goal.id, stage=goal.stage, text=goal.text)
        if now == goal:
            return
        details = self._details(self.card(self.id_of(goal.id), "opportunity"))
        self._fill(details, goal, ("text", "goal", "measure", "owner"))
        for pain in set(goal.pain_points) ^ set(now.pain_points):
            details.locator(f'[data-testid="answers"][data-pain-point="{self.id_of(pain)}"]').press("Space")
        details.get_by_test_id("details-close").click()

    def _make_evidence(self, wanted: JourneyMap) -> None:
        """Write down, in the details of its card, each evidence that is not there yet."""
        known = {one.id for one in self._now.evidence}
        lacking: dict[str, list[Evidence]] = defaultdict(list)
        for one in wanted.evidence:
            if one.id not in known:
                lacking[one.claim].append(one)
        pains = {one.id for one in wanted.pain_points}
        for claim, evidence in lacking.items():
            lane = "pain_point" if claim in pains else "touchpoint"
            details = self._details(self.card(self.id_of(claim), lane))
            for one in evidence:
                part = details.get_by_test_id(f"evidence-{one.aspect}")
                rows = part.get_by_test_id("evidence")
                count = rows.count()
                press(part.get_by_test_id("evidence-add"), by_keys=self._by_keys())
                expect(rows).to_have_count(count + 1)
                choose_from_list(rows.last.get_by_test_id("evidence-kind"), one.kind)
                self._write_field(rows.last.get_by_test_id("evidence-text"), one.text)
                self._write_field(rows.last.get_by_test_id("evidence-source"), one.source)
            details.get_by_test_id("details-close").click()

    def _delete_what_is_not_in(self, wanted: JourneyMap) -> None:
        for lane, parts in (
            ("opportunity", "opportunities"),
            ("pain_point", "pain_points"),
            ("touchpoint", "touchpoints"),
            ("stage", "stages"),
        ):
            kept = {one.id for one in getattr(wanted, parts)}
            for one in getattr(self._now, parts):
                if one.id not in kept:
                    self.card(one.id, lane).press("Delete")
                    expect(self.card(one.id, lane)).to_have_count(0)

    # Stages -----------------------------------------------------------------------------------------------------------

    def add_stage(self, name: str) -> str:
        """Add a stage behind the last, name it, and return its id."""
        stages = self._board.get_by_test_id("stage")
        count = stages.count()
        self._board.locator(".jb-stage-add button").click()
        expect(stages).to_have_count(count + 1)
        self._write(name)
        return stages.last.get_attribute("data-card-id") or ""

    def _arrange_stages(self, wanted: JourneyMap) -> None:
        stages = self._board.get_by_test_id("stage")
        now = {one.id: one.name for one in self._now.stages}
        for place, goal in enumerate(wanted.stages):
            if goal.id not in now:
                self._ids[goal.id] = self.add_stage(goal.name)
            id_ = self.id_of(goal.id)
            stage = self.card(id_, "stage")
            at = [one.get_attribute("data-card-id") for one in stages.all()].index(id_)
            for above in range(at - 1, place - 1, -1):
                stage.press("Alt+ArrowLeft")
                expect(stages.nth(above)).to_have_attribute("data-card-id", id_)
            if now.get(goal.id, goal.name) != goal.name:
                self._rewrite(stage.get_by_test_id("stage-name"), goal.name)

    # Words ------------------------------------------------------------------------------------------------------------

    def id_of(self, wanted: str) -> str:
        """Return the id on the board of a card of the wanted map."""
        return self._ids.get(wanted, wanted)

    def _by_keys(self) -> bool:
        self._turn += 1
        return self._turn % 2 == 0

    def _details(self, card: Locator) -> Locator:
        if self._by_keys():
            card.press("Space")
        else:
            card.hover()
            card.get_by_test_id("card-details").click()
        details = self._board.get_by_test_id("details")
        expect(details.get_by_test_id("details-close")).to_be_focused()
        return details

    def _fill(self, details: Locator, goal: Any, fields: tuple[str, ...]) -> None:
        for name in fields:
            field = details.get_by_test_id(f"field-{name}")
            if field.locator("textarea").input_value() != getattr(goal, name):
                self._write_field(field, getattr(goal, name))

    def _write_field(self, field: Locator, words: str) -> None:
        write_into(field.locator("textarea"), words, by_keys=self._by_keys())
        self._page.keyboard.press("Enter")

    def _rewrite(self, text: Locator, words: str) -> None:
        text.locator(".jb-text").click()
        self._write(words)

    def _write(self, words: str) -> None:
        """Write into the text that has just opened, and finish it."""
        area = self._page.locator("textarea.jb-area:focus")
        expect(area).to_be_visible()
        self._page.keyboard.press("Control+a")
        self._page.keyboard.insert_text(words)
        self._page.keyboard.press("Enter")
        expect(area).to_have_count(0)


def said(journey: JourneyMap) -> dict[str, Any]:
    """Return what a map says, whatever the ids of its parts are."""
    stages = {one.id: one.name for one in journey.stages}
    touchpoints = {one.id: one.name for one in journey.touchpoints}
    pains = {one.id: one.text for one in journey.pain_points}
    return {
        "persona": journey.persona,
        "scenario": journey.scenario,
        "stages": list(stages.values()),
        "touchpoints": {
            one.model_copy(update={"id": "x", "stage": stages[one.stage]}).model_dump_json()
            for one in journey.touchpoints
        },
        "pain_points": {(one.text, one.severity, touchpoints.get(one.touchpoint or "")) for one in journey.pain_points},
        "opportunities": {
            (one.text, one.goal, one.measure, one.owner, *sorted(pains[pain] for pain in one.pain_points))
            for one in journey.opportunities
        },
        "evidence": {
            ((touchpoints | pains)[one.claim], one.aspect, one.kind, one.text, one.source) for one in journey.evidence
        },
    }


def prepared(model: JourneyMap, code: str | None = None) -> JourneyMap:
    """Return a map without one touchpoint and without all that hangs on it.

    Parameters
    ----------
    model : JourneyMap
        The whole map.
    code : str, optional
        The case's touchpoint that is left out; default the last one that has a pain point.
    """
    at = {pain.touchpoint for pain in model.pain_points}
    gone = next(
        one.id for one in reversed(model.touchpoints) if (one.id in at if code is None else one.case_touchpoint == code)
    )
    pains = tuple(one for one in model.pain_points if one.touchpoint != gone)
    kept = {one.id for one in (*model.touchpoints, *pains)} - {gone}
    return model.model_copy(
        update={
            "touchpoints": tuple(one for one in model.touchpoints if one.id != gone),
            "pain_points": pains,
            "opportunities": tuple(
                one.model_copy(update={"pain_points": tuple(pain for pain in one.pain_points if pain in kept)})
                for one in model.opportunities
            ),
            "evidence": tuple(one for one in model.evidence if one.claim in kept),
        }
    )
