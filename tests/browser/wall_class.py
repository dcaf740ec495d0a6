"""A class whose groups each drew the retail case's journey in their own way, as on a wall, and a server that shows it.

The groups are invented.
"""

from __future__ import annotations

import csv
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from debrief_class import EXERCISE, make_class, submit
from exercise_folders import solved_map

from journeybook.classroom.folder import ClassFolder
from journeybook.model import JourneyMap, Opportunity, PainPoint, Stage, Touchpoint
from journeybook.server import Server


class StartServer(Protocol):
    """The `start_server` fixture."""

    def __call__(self, desk: Path, lang: str = ..., **options: Any) -> Server: ...


GROUPS = {
    "zh": ("蓝鲸组", "红狐组", "白鹭组", "青松组", "海豚组", "金雀组", "山猫组", "北斗组"),
    "en": ("Blue Whales", "Red Foxes", "White Herons", "Pines", "Dolphins", "Goldfinches", "Lynxes", "North Stars"),
}
"""As the roster calls them; the last one has not handed in."""

_PAINS = {
    "zh": (
        (1, 2, "帖子里的书架，到店才发现没货"),
        (2, 3, "App 里搜“书架”，出来一半是别的东西"),
        (2, 2, "想问尺寸，周末找不到店员"),
        (3, 5, "周末结账排队太久，抱着东西站着动不了"),
        (3, 4, "排了十四分钟，前面还有六个人"),
        (3, 2, "优惠券到收银台才说不能用"),
        (4, 5, "提出问题后两三天没有人回复，书架一直装不起来"),
        (4, 4, "送货晚了，也没有人打电话，只能在家干等"),
        (4, 3, "热线转了三次，每次都要从头讲一遍"),
        (5, 3, "刚买完又收到同款促销，觉得没被当成老客户"),
        (5, 2, "积分快过期了才收到通知"),
    ),
    "en": (
        (1, 2, "The shelf from the post was out of stock in the store"),
        (2, 3, "I search “bookshelf” in the app and half of it is something else"),
        (2, 2, "Nobody to ask about the size at the weekend"),
        (3, 5, "At weekends I stand in the checkout queue with my arms full and nothing moves"),
        (3, 4, "Fourteen minutes in the queue, and still six people before me"),
        (3, 2, "Only at the till do I hear that the voucher is not valid"),
        (4, 5, "Two or three days without an answer, and the bookshelf lies in pieces"),
        (4, 4, "The courier is late and nobody calls; I sit at home and wait"),
        (4, 3, "Passed on three times, and each time I begin from the start"),
        (5, 3, "An offer for what I have just bought: they don't know me"),
        (5, 2, "I hear of my points when they are about to expire"),
    ),
}
"""Place of the stage, severity, text."""

_CHANCES = {
    "zh": (
        (2, "搜索结果按“在本店有货”排序"),
        (3, "高峰时段增开收银位，并设自助收银"),
        (3, "排队时用手机先扫码，到收银台只付款"),
        (4, "售后工单按承诺时间排队，超过 12 小时自动升级"),
        (4, "送货前一小时发短信，晚点主动打电话"),
        (5, "买过的商品 90 天内不再推送促销"),
    ),
    "en": (
        (2, "Sort results by what is in stock in my store"),
        (3, "Open more tills at peak hours and add self-checkout"),
        (3, "Scan by phone while queueing, only pay at the till"),
        (4, "Queue tickets by the promised time and escalate after 12 hours"),
        (4, "A text an hour before delivery, a call if it is late"),
        (5, "No offers for what somebody bought in the last 90 days"),
    ),
}


@dataclass(frozen=True)
class _Hand:
    """How one group drew: its stages' names, what it left out, how it felt, and which of the notes above it wrote."""

    zh: tuple[str, ...]
    en: tuple[str, ...]
    felt: tuple[int | None, ...]
    """For each of the case's nine touchpoints, in order; None leaves it out."""
    pains: tuple[int, ...]
    chances: tuple[int, ...]
    moments: tuple[int, ...]


_USUAL_ZH = ("认知", "考虑", "购买", "使用", "忠诚")
_USUAL_EN = ("Awareness", "Consideration", "Purchase", "Use", "Loyalty")

_HANDS = (
    _Hand(_USUAL_ZH, _USUAL_EN, (1, 1, 1, 2, -2, 0, -2, 0, -1), (3, 6, 7, 9), (1, 3), (4, 6)),
    _Hand(
        ("看到", "挑选", "付款", "到家以后", "再来"),
        ("See it", "Choose", "Pay", "At home", "Come back"),
        (1, None, 1, 2, 1, -1, -2, 0, -1),
        (1, 5, 6, 8, 10),
        (0, 3, 5),
        (6,),
    ),
    _Hand(
        ("发现", "比较", "结账", "收货与售后", "复购"),
        ("Discovery", "Compare", "Checkout", "Delivery and service", "Buy again"),
        (2, 1, 0, 1, -2, -2, -1, None, 1),
        (0, 3, 4, 7),
        (1, 2, 4),
        (4, 5),
    ),
    _Hand(_USUAL_ZH, _USUAL_EN, (1, 0, -1, 2, -1, 1, -2, 1, None), (1, 2, 3, 6, 8), (0, 3), (3, 6)),
    _Hand(
        ("被种草", "逛店", "买单", "安装使用", "成为会员"),
        ("Inspired", "In the store", "Buying", "Putting it up", "Membership"),
        (2, 2, None, 1, -2, -1, -1, 2, 1),
        (3, 5, 7),
        (1, 4),
        (4,),
    ),
    _Hand(_USUAL_ZH, _USUAL_EN, (0, 1, 1, 1, -1, 0, 1, -1, -2), (3, 9, 10), (5,), (8,)),
    _Hand(
        ("认知", "考虑与购买", "使用", "忠诚"),
        ("Awareness", "Consideration and purchase", "Use", "Loyalty"),
        (1, 1, 0, 2, -2, 0, -2, 0, 0),
        (2, 4, 6),
        (2, 3),
        (4, 6),
    ),
)


def wall_class(root: Path, lang: str) -> ClassFolder:
    """Make the class in a workbook at `root`; all groups but the last have handed in."""
    class_ = make_class(root, lang)
    seat(class_, GROUPS[lang])
    for i in range(len(_HANDS)):
        submit(class_, f"m{i}", drawn(lang, i))
    return class_


def drawn(lang: str, number: int) -> JourneyMap:
    """Return the map of one group."""
    hand = _HANDS[number]
    key = solved_map(lang)
    names = {"zh": hand.zh, "en": hand.en}[lang]
    # Who drew fewer stages drew the second and the third as one.
    merged = len(names) < len(key.stages)
    homes = [f"stage-{place - (merged and place > 1)}" for place in range(len(key.stages))]
    home = {stage.id: homes[place] for place, stage in enumerate(key.stages)}
    points = [
        Touchpoint(
            **dict(point) | {"stage": home[point.stage], "emotion": felt, "is_moment_of_truth": i in hand.moments}
        )
        for i, (point, felt) in enumerate(zip(key.touchpoints, hand.felt, strict=True))
        if felt is not None
    ]
    last = {point.stage: point.id for point in points}
    pains = [
        PainPoint(
            id=f"painpoint-{i}", stage=homes[place - 1], severity=severity, text=text, touchpoint=last[homes[place - 1]]
        )
        for i in hand.pains
        for place, severity, text in [_PAINS[lang][i]]
    ]
    chances = [
        Opportunity(
            id=f"opportunity-{i}",
            stage=homes[place - 1],
            text=text,
            pain_points=tuple(pain.id for pain in pains if pain.stage == homes[place - 1])[:1],
        )
        for i in hand.chances
        for place, text in [_CHANCES[lang][i]]
    ]
    return JourneyMap(
        persona=key.persona,
        scenario=key.scenario,
        stages=tuple(Stage(id=f"stage-{i}", name=name) for i, name in enumerate(names)),
        touchpoints=tuple(points),
        pain_points=tuple(pains),
        opportunities=tuple(chances),
    )


def seat(class_: ClassFolder, groups: tuple[str, ...]) -> None:
    """Give the class these groups, of one trainee each (`m0`, `m1` …), who have handed in nothing."""
    shutil.rmtree(class_.path / "submitted")
    with (class_.path / "roster.csv").open("w", encoding="utf-8", newline="") as file:
        roster = csv.writer(file)
        roster.writerow(("id", "last_name", "first_name", "group"))
        roster.writerows((f"m{i}", f"L{i}", f"F{i}", group) for i, group in enumerate(groups))


def debrief_of(start_server: StartServer, class_: ClassFolder, desk: Path, *, votes_port: int = 0) -> str:
    """Start the trainer's server of a class on a new desk; return the address of its page."""
    desk.mkdir()
    extra = {
        "ServerApp": {
            "jpserver_extensions": {"journeybook.debrief.extension": True, "journeybook.warm.extension": False}
        },
        "DebriefSettings": {"class_name": class_.name, "exercise": EXERCISE, "votes_port": votes_port},
    }
    home = {"JOURNEYBOOK_HOME": str(class_.path.parents[1])}
    server = start_server(desk, class_.lang, extra_config=extra, environment=home)
    return f"{server.url}journeybook/debrief/?token={server.token}"
