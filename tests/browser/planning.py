"""Write an action plan into its widget, field by field."""

from __future__ import annotations

from collections.abc import Mapping

from answering import press
from playwright.sync_api import Locator, Page, expect

from journeybook.i18n import t
from journeybook.plan import Plan

_TYPED = {"text": "action", "measure": "measure", "now": "now", "target": "target", "owner": "owner"}
"""Field of an action → its label's key."""


def write_plan(page: Page, lang: str, wanted: Plan, cards: Mapping[str, str]) -> None:
    """Write a whole plan into an empty one.

    Parameters
    ----------
    page : Page
        With one plan on it.
    lang : {"zh", "en"}
        Of the page.
    wanted : Plan
        What to write.
    cards : mapping of str to str
        Card id in `wanted` → the card's text, by which it is chosen: a card that was drawn again has another id.
    """
    plan = page.get_by_test_id("plan")

    def field(place: Locator, name: str) -> Locator:
        return place.get_by_label(t(f"plan.{name}", lang), exact=True)

    def write(at: Locator, text: str) -> None:
        at.click()
        page.keyboard.insert_text(text)
        expect(at).to_have_value(text)

    for name in ("company", "journey", "stop"):
        write(field(plan, name), getattr(wanted, name))
    field(plan, "start").fill(str(wanted.start))
    for number, action in enumerate(wanted.actions):
        press(plan.get_by_test_id(f"add-{action.horizon}"), by_keys=number % 2 == 1)
        row = plan.get_by_test_id(f"horizon-{action.horizon}").get_by_test_id("action").last
        expect(field(row, "action")).to_be_focused()
        for name, label in _TYPED.items():
            write(field(row, label), getattr(action, name))
        source = field(row, "source")
        options = source.locator("option", has_text=cards[action.card])
        source.select_option(options.first.get_attribute("value") or "")
        field(row, "due").fill(str(action.due))
    for days in (30, 90):
        review, meant = plan.get_by_test_id(f"review_{days}"), getattr(wanted, f"review_{days}")
        field(review, "on").fill(str(meant.on))
        write(field(review, "people"), meant.people)
    expect(plan).to_have_attribute("data-state", "saved")
