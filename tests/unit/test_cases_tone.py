"""What a case's play may say of one visit: its tone, its words, its topic, and what happened there."""

import json
from datetime import datetime

import pytest

from journeybook.cases.making import find_recipe
from journeybook.cases.making.draws import Draws
from journeybook.cases.making.people import person
from journeybook.cases.making.player import Player
from journeybook.cases.making.voice import Voice

NOON = datetime(2026, 3, 4, 12, 0)


class Visitor(Player):
    """Goes nowhere by itself; calls take an hour and more."""

    def play(self):
        raise NotImplementedError

    def length_shape(self, touchpoint, start, unit):
        return (80.0, 90.0) if touchpoint.code == "phone_enquiry" else super().length_shape(touchpoint, start, unit)


def visitor(chapter="visit"):
    plan = find_recipe("retail").plan
    player = Visitor(plan, person(plan, 1, 1), 1)
    player.chapter(chapter)
    return player


@pytest.fixture
def voice(tmp_path):
    """A voice that has hardly anything to say."""
    parts = {
        "weekdays": ["Monday"] * 7,
        "dayparts": dict.fromkeys(("morning", "noon", "afternoon", "evening"), "noon"),
        "openings": ["Well."],
        "turns": ["But."],
        "good_closings": ["Bye."],
        "bad_closings": ["Bye."],
        "thing": ["lamp", "chair"],
        "thing:tea": ["teapot"],
        "touchpoints": {
            "store_checkout": {
                "good": ["Good."],
                "bad": ["Bad."],
                "slow": ["Slow."],
                "fixed": ["New."],
                "fixed_bad": ["New and bad."],
                "calm": ["Calm {thing} {count}."],
                "calm_bad": ["Not calm {thing} {count}."],
            }
        },
    }
    tmp_path.joinpath("phrases.en.json").write_text(json.dumps(parts), encoding="utf-8")
    return Voice(tmp_path, promised_hours=24)


def said(voice, score, **entries):
    """Return the different comments on a checkout with a long wait."""
    event = visitor().visit("store_checkout", NOON)
    event.score, event.wait = score, 60.0
    for name, value in entries.items():
        setattr(event, name, value)
    return {voice.comment(event, "en", NOON, None, Draws(str(number))) for number in range(60)}


def test_tone_counts_for_more_than_wait_and_fix(voice):
    """Does an event with a tone speak in it, where without one it would speak of the wait or of what is new?"""
    assert any("Slow." in text for text in said(voice, 1))
    praise = said(voice, 5, tone="calm", fixed=True, said={"count": "1"})
    assert all("Calm" in text for text in praise)
    blame = said(voice, 1, tone="calm", fixed=True, said={"count": "1"})
    assert any("Not calm" in text for text in blame)
    assert not any("Slow." in text or "New" in text for text in blame)


def test_placeholders_stand_for_what_the_event_said(voice):
    """Does a placeholder take its words from the list that the event names, or is the text that it gives?"""
    texts = said(voice, 5, tone="calm", said={"thing": "thing:tea", "count": "3"})
    assert all("Calm teapot 3." in text for text in texts)
    usual = said(voice, 5, tone="calm", said={"count": "3"})
    assert any("lamp" in text for text in usual)
    assert any("chair" in text for text in usual)


def test_placeholder_that_nobody_knows_is_a_mistake(voice):
    """Does a placeholder without words fail instead of standing in the comment?"""
    with pytest.raises(KeyError, match="count"):
        said(voice, 5, tone="calm")


def test_shift_and_topic_change_one_visit_and_no_luck():
    """Does a visit become better or worse by `shift` and get its topic, all else drawn as before?"""
    usual = visitor().visit("store_checkout", NOON)
    changed = visitor().visit("store_checkout", NOON, shift=-2.0, topic="price")
    assert changed.latent == pytest.approx(usual.latent - 2.0)
    assert (changed.wait, changed.duration) == (usual.wait, usual.duration)
    assert changed.topic == "price"
    assert visitor().visit("store_checkout", NOON, topic=None).topic == usual.topic


def test_a_case_may_say_how_long_a_visit_takes():
    """Does the length of a visit follow what the case says of it?"""
    assert visitor().visit("phone_enquiry", NOON).duration > 60
    assert visitor().visit("store_checkout", NOON).duration < 60
