"""Clusters of the teams' cards."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from journeybook.debrief import clusters as kept
from journeybook.debrief.likeness import Said, clusters, distances, middle
from journeybook.debrief.stages import align
from journeybook.debrief.store import Store
from journeybook.errors import DebriefError
from journeybook.model import JourneyMap

_EXERCISE = "03-retail"

# Pain points as several teams might write them; what is one and the same stands under one heading. Three headings
# share one touchpoint.
_PLACES = {
    "queue": (2, "till"), "rude": (2, "till"), "price": (2, "till"), "answer": (4, "service"), "return": (4, "service"),
    "find": (1, "shelf"), "delivery": (3, "delivery"), "parking": (0, "parking"),
}  # fmt: skip
_SAID = {
    "zh": {
        "queue": ("收银台排队太长", "结账要排很久的队", "周末排队等了二十分钟才付款", "排队时间长，只开两个收银台"),
        "rude": ("收银员态度冷淡", "收银员爱理不理，没有笑容", "收银员说话不耐烦"),
        "price": ("结账价格和标签不一样", "价签写的和收银台收的不一样", "标价与结账价不符"),
        "answer": ("客服两天不回复", "售后回复太慢", "发了邮件三天没人回复", "售后客服一直不回消息"),
        "return": ("退货流程复杂", "退货要填很多表", "退货必须回门店，麻烦", "退货手续太繁琐"),
        "find": ("店里找不到要的商品", "货架标识不清，找不到货", "找货找半天，也没有店员可问"),
        "delivery": ("送货迟到", "配送比约定晚了两天", "送货时间不准，白等一天"),
        "parking": ("停车位不够",),
    },
    "en": {
        "queue": (
            "The queue at the till is too long", "Waiting in the checkout queue for 20 minutes",
            "Only two tills open, long queues", "Queued so long that I nearly left",
        ),
        "rude": ("The cashier is unfriendly", "Cashiers rude and impatient", "Unfriendly staff at the till"),
        "price": (
            "Price at the till differs from the label", "Label price and checkout price not the same",
            "Charged more than the price tag said",
        ),
        "answer": (
            "After-sales takes days to answer", "No reply from customer service for three days",
            "Customer service answers slowly",
        ),
        "return": (
            "Returning an item is complicated", "Too many forms to return something", "Returns only in the shop",
        ),
        "find": (
            "Can't find the product on the shelves", "Shelf signs unclear, product hard to find",
            "No staff to ask where products are",
        ),
        "delivery": (
            "Delivery came two days late", "Late delivery", "Delivered later than promised, waited all day",
        ),
        "parking": ("Not enough parking spaces",),
    },
}  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_cards_that_say_the_same_come_together(lang: str) -> None:
    """Are at least four of five pairs that belong together put together, and four of five put together rightly?"""
    cards = [(heading, Said(text, *_PLACES[heading])) for heading, texts in _SAID[lang].items() for text in texts]
    found = clusters([said for _, said in cards])
    assert sorted(index for members in found for index in members) == list(range(len(cards)))
    together = {pair for members in found for pair in combinations(sorted(members), 2)}
    belong = {(one, other) for one, other in combinations(range(len(cards)), 2) if cards[one][0] == cards[other][0]}
    assert len(together & belong) / len(belong) >= 0.8
    assert len(together & belong) / len(together) >= 0.8


def test_the_same_words_elsewhere_are_further_apart() -> None:
    """Does it matter where a card stands: at the same touchpoint, at another one, in another stage?"""
    text, other = "等了三天才有答复", "答复要等很久"
    plain = distances([Said(text), Said(other)])[0, 1]
    near = distances([Said(text, 1, "a"), Said(other, 1, "a")])[0, 1]
    far = distances([Said(text, 1, "a"), Said(other, 1, "b")])[0, 1]
    further = distances([Said(text, 1, "a"), Said(other, 2, "b")])[0, 1]
    assert 0 < near < plain < far < further < 1


def test_odd_texts_stand_alone() -> None:
    """Do texts without words, hostile or enormous ones come through without harm?"""
    odd = ["", "？！", "😀😀", "<script>alert(1)</script>", "\u202e\x00", "=HYPERLINK(1)", "a" * 100_000, "排队" * 5000]
    assert sorted(index for members in clusters([Said(text) for text in odd]) for index in members) == list(range(8))
    assert clusters([]) == []
    assert clusters([Said("x")]) == [[0]]


def test_the_middle_is_the_closest_to_all() -> None:
    """Is a cluster called by the card that is most like the others?"""
    cards = [Said("周末付款队伍长得走不动"), Said("付款队伍长"), Said("付款队伍长，店里又热")]
    assert middle(cards, [0, 1, 2]) == 1


def _map(*pains: str, opportunities: tuple[str, ...] = ()) -> JourneyMap:
    return JourneyMap.parse(
        {
            "stages": [{"id": "stage-0", "name": "购买"}],
            "touchpoints": [{"id": "touchpoint-0", "stage": "stage-0", "case_touchpoint": "till"}],
            "pain_points": [
                {"id": f"painpoint-{i}", "stage": "stage-0", "touchpoint": "touchpoint-0", "text": text}
                for i, text in enumerate(pains)
            ],
            "opportunities": [
                {"id": f"opportunity-{i}", "stage": "stage-0", "text": text, "pain_points": ["painpoint-0"]}
                for i, text in enumerate(opportunities)
            ],
        }
    )


_MAPS = {
    "a": _map("收银台排队太长", "收银员态度冷淡", opportunities=("加开收银台",)),
    "b": _map("收银台排队要很久", " "),
    "c": _map("收银员态度差", opportunities=("多开几个收银台",)),
}


@pytest.fixture
def store(tmp_path: Path):
    """A store in which the maps' cards are arranged."""
    opened = Store.open(tmp_path / "debrief.db")
    kept.arrange(opened, _EXERCISE, _MAPS, align(_MAPS))
    yield opened
    opened.close()


def _by_card(store: Store) -> dict[kept.Key, kept.Cluster]:
    return {card: cluster for cluster in kept.current(store, _EXERCISE) for card in cluster.cards}


def test_pain_points_and_opportunities_are_clustered_apart(store: Store) -> None:
    """Does every card that says something lie in one cluster of its kind, under a name that one of them has?"""
    found = kept.current(store, _EXERCISE)
    assert {(one.kind, one.cards) for one in found} == {
        ("pain_point", (("a", "painpoint-0"), ("b", "painpoint-0"))),
        ("pain_point", (("a", "painpoint-1"), ("c", "painpoint-0"))),
        ("opportunity", (("a", "opportunity-0"), ("c", "opportunity-0"))),
    }
    assert {one.name for one in found} <= {
        "收银台排队太长",
        "收银台排队要很久",
        "收银员态度冷淡",
        "收银员态度差",
        "加开收银台",
        "多开几个收银台",
    }


def test_arranging_again_changes_nothing(store: Store) -> None:
    """Is everything where it was when the maps are the same?"""
    before = kept.current(store, _EXERCISE)
    kept.arrange(store, _EXERCISE, _MAPS, align(_MAPS))
    assert kept.current(store, _EXERCISE) == before


def test_new_cards_find_a_place_and_gone_ones_leave(store: Store) -> None:
    """Does a new card join the cluster it is like, another one open its own, and a deleted one go?"""
    queue = _by_card(store)["a", "painpoint-0"].id
    maps = {"a": _MAPS["a"], "c": _MAPS["c"], "d": _map("收银台排队太久", "停车位不够")}
    kept.arrange(store, _EXERCISE, maps, align(maps))
    now = _by_card(store)
    assert now["d", "painpoint-0"].id == queue
    assert now["d", "painpoint-1"].cards == (("d", "painpoint-1"),)
    assert ("b", "painpoint-0") not in now


def test_what_the_trainer_did_stays(store: Store) -> None:
    """Do a moved card, a name by hand and a rating stay when the maps change?"""
    rude = _by_card(store)["c", "painpoint-0"].id
    kept.rename(store, _EXERCISE, rude, "  收银员\n的态度 ")
    kept.rate(store, _EXERCISE, rude, impact=4, effort=2)
    kept.move(store, _EXERCISE, ("b", "painpoint-0"), rude)
    maps = _MAPS | {"e": _map("收银员态度很差")}
    kept.arrange(store, _EXERCISE, maps, align(maps))
    found = _by_card(store)["b", "painpoint-0"]
    assert (found.id, found.name, found.impact, found.effort) == (rude, "收银员 的态度", 4, 2)
    assert ("e", "painpoint-0") in found.cards


def test_a_card_can_be_taken_out(store: Store) -> None:
    """Does a card that is taken out of its cluster lie in a new one, of its kind?"""
    made = kept.move(store, _EXERCISE, ("c", "painpoint-0"), None)
    found = _by_card(store)["c", "painpoint-0"]
    assert (found.id, found.kind, found.cards) == (made, "pain_point", (("c", "painpoint-0"),))


def test_merging(store: Store) -> None:
    """Are all cards of two clusters in one after merging, and is the other one gone?"""
    queue, rude = _by_card(store)["a", "painpoint-0"].id, _by_card(store)["c", "painpoint-0"].id
    kept.merge(store, _EXERCISE, rude, queue)
    assert len(_by_card(store)["c", "painpoint-0"].cards) == 4
    for act in (
        lambda: kept.merge(store, _EXERCISE, queue, rude),
        lambda: kept.rename(store, _EXERCISE, rude, "x"),
        lambda: kept.move(store, _EXERCISE, ("a", "painpoint-0"), rude),
    ):
        with pytest.raises(DebriefError) as caught:
            act()
        assert caught.value.key == "debrief.unknown_cluster"


def test_what_makes_no_sense_changes_nothing(store: Store) -> None:
    """Are wrong kinds, names, numbers and cards refused, with nothing changed?"""
    before = kept.current(store, _EXERCISE)
    pain, chance = _by_card(store)["a", "painpoint-0"].id, _by_card(store)["a", "opportunity-0"].id
    acts = {
        "other_kind": [
            lambda: kept.merge(store, _EXERCISE, pain, chance),
            lambda: kept.merge(store, _EXERCISE, pain, pain),
            lambda: kept.move(store, _EXERCISE, ("a", "painpoint-0"), chance),
        ],
        "unknown_card": [lambda: kept.move(store, _EXERCISE, ("z", "painpoint-0"), pain)],
        "unknown_cluster": [lambda: kept.rename(store, "04-bank", pain, "x")],
        "bad_name": [
            lambda: kept.rename(store, _EXERCISE, pain, " \n"),
            lambda: kept.rename(store, _EXERCISE, pain, "x" * 201),
        ],
        "bad_rating": [
            lambda: kept.rate(store, _EXERCISE, pain, impact=0, effort=1),
            lambda: kept.rate(store, _EXERCISE, pain, impact=1, effort=6),
        ],
    }
    for key, several in acts.items():
        for act in several:
            with pytest.raises(DebriefError) as caught:
                act()
            assert caught.value.key == f"debrief.{key}"
    assert kept.current(store, _EXERCISE) == before
