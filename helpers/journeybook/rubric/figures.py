"""Figures in a sentence, Chinese or English, held against those of the data.

A number is told by its unit and by the words around it: "36%" beside "satisfied" is another figure than beside
"unhappy". Where the words do not say, any figure of the touchpoint with that unit will do. What is no figure (dates,
the points of a scale, the 95 of an interval) is passed over.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .measured import Figure

ROUGHLY = 0.02
"""A round count may be off by so much: 650 for 645, but not 654."""


LONGEST = 1_000
"""So many characters of a text are read; nobody puts more on a card as evidence."""


@dataclass(frozen=True)
class Number:
    """A number as it stands in a sentence.

    Attributes
    ----------
    written : str
        With its unit, as written.
    value : float
        What it says, times in minutes.
    step : float
        Half of its last digit: it cannot be meant more exactly.
    unit : str
        A unit of `Figure`; ``hours`` for days, too; empty where none is written.
    counted : tuple of str
        What a count can be of, by the noun behind it.
    clause, text : str
        The words right around it and the whole sentence, to tell what it measures.
    """

    written: str
    value: float
    step: float
    unit: str
    counted: tuple[str, ...]
    clause: str
    text: str


@dataclass(frozen=True)
class Check:
    """A number and the figures that it may mean; it agrees with the data if it agrees with one of them."""

    number: Number
    meant: tuple[Figure, ...]

    @property
    def agrees(self) -> bool:
        """Return whether the number lies within the interval of a figure that it may mean."""
        return any(_agrees(self.number, figure) for figure in self.meant)

    @property
    def nearest(self) -> Figure:
        """Return the figure that it means: one that agrees, or else the nearest of those that people usually quote."""

        def distance(figure: Figure) -> tuple[bool, bool, int, float]:
            counted = self.number.counted
            place = counted.index(figure.measure) if figure.measure in counted else 0
            apart = abs(self.number.value - figure.value * _in_minutes(figure))
            return not _agrees(self.number, figure), figure.measure in _SELDOM, place, apart

        return min(self.meant, key=distance)


# Spoken alike in both languages, so that what follows needs one pattern each. The order matters.
_REWRITTEN = (
    (r"\b(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}(?:\s*[-/.月]\s*\d{1,2})?\s*[日号月]?", " "),
    (r"\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号])?|\b\d{1,2}:\d\d\b|\b20\d\d\s*年", " "),
    (r"(?:\bin|\bof|\bsince|uary|march|april|may|june|july|august|tember|ober|ember)\s+20\d\d\b", " "),
    (r"(?:per|for each|every|for every)\s+(?:100|one hundred|hundred)\b|/\s*100\b|每\s*(?:100|一?百)", " PER_HUNDRED "),
    (r"第\s*90\s*(?:个)?百分位数?|90(?:th|\s*%)?[- ](?:percentile|分位)|\bp90\b|九成|nine in ten|九分位", " P90 "),
    (r"\b95\s*%\s*(?=(?:的?置信)?区间|的?置信|confidence|interval|ci\b)", " "),
    (r"\ba?\s*1\s*(?:or|and)\s*(?:a\s*)?5\b|1\s*分?\s*[或和、]\s*5\s*分", " EXTREME "),
    (r"(?:scores?|ratings?)\s*(?:of)?\s*[1-5]\s*(?:or|and|to|[-–])\s*[1-5]\b", " TOP_BOX "),
    (r"[1-5]\s*分?\s*[或和、]\s*[1-5]\s*分", " TOP_BOX "),
    (r"\bscores?\s+(?:of\s+)?[1-7]\s*(?:of|out of)\s*[57]|打\s*[1-7]\s*分|\b[1-7]\s*(?:to|[-–~至到])\s*[57]\b", " "),
    (r"(?:fewer|less) than 30\b(?!\s*[%m])|(?:不足|少于)\s*30(?!\s*[%分小.])", " "),
    (r"第\s*\d+|\b\d+(?:st|nd|rd|th)\b|\btop[- ]?\d\b|\d+(?:\.\d+)?\s*(?:倍|times\b|×|x\b)", " "),
)

_UNITS = (
    (r"%|per ?cent\b|percent\b", "percent", 1.0),
    (r"(?:个百分点|percentage points?\b|points?\b|点)", "points", 1.0),
    (r"(?:分钟|minutes?\b|mins?\b)", "minutes", 1.0),
    (r"(?:秒钟?|seconds?\b)", "minutes", 1 / 60),
    (r"(?:个?小时|hours?\b|hrs?\b|h\b)", "hours", 60.0),
    (r"(?:天|days?\b)", "hours", 1440.0),
)

_TICKETS = ("tickets", "answered", "unanswered", "complaints")

_NOUNS = (
    (r"件|(?:[a-z]+ )?complaints?\b", ("complaints", "tickets")),
    (r"次|人次|(?:[a-z]+ )?(?:events?|contacts?|visits?)\b", ("events", "waits")),
    (r"[位名](?:客户|顾客)?|(?:[a-z]+ )?customers?\b", ("customers", "surveys", "rated")),
    (
        r"[份条]|(?:[a-z]+ )?(?:answers?|responses?|surveys?|ratings?|good\b|bad\b)",
        ("surveys", "rated", "ces_n", "nps_n"),
    ),
    (r"张|(?:[a-z]+ )?tickets?\b", _TICKETS),
    (r"(?:个观测|observations?\b|in all\b)", ()),
)
"""What is counted, by the noun; an empty tuple: whatever is counted there."""

_NUMBER = re.compile(
    r"(?<![a-z0-9_.])(?P<sign>(?<![a-z0-9_%])[-−])?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?!\d)"
)
_CLAUSES = re.compile(r"[;。\n()、:!?]|,(?!\d{3}(?!\d))|\.(?!\d)|(?<!\d)\.")
_COUNTED = re.compile(r"(?:\bn\s*=|共|合计|总计)\s*$")

_WORDS = {
    "csat": r"(?<!不)满意|\bsatisf|csat|top_box|好评",
    "unhappy": r"不满|unhappy|dissatisf|unsatisf|差评",
    "strong": r"extreme|强烈",
    "drop_off": r"流失|离开|不再|drop|leave|\bleft\b|\bend",
    "next_share": r"下一|接着|接下来|\bnext\b|followed",
    "reach": r"覆盖|所有客户|全部客户|reach|of all customers",
    "within_promise": r"承诺|promise|以内|之内|时内|within",
    "unanswered_share": r"未回复|没有?(?:人工)?回复|没人|无人|始终没|never|unanswered|no reply|without a.* reply",
    "wait": r"等|排队|wait|queu",
    "duration": r"时长|用时|耗时|历时|时间一共|全程|duration|takes|took|lasts|长达|聊|办一次|一次大约|整个",
    "response": r"回复|响应|答复|repl|respon|answer",
    "promised": r"承诺|promise|以内|之内|时内|within",
    "nps": r"\bnps\b|净推荐|推荐值",
    "gap": r"差距|高出|高了|above|interval|区间|nps|推荐",
    "ces": r"\bces\b|费力|省力|effort",
    "score_mean": r"平均|均分|均值|\bmean\b|average",
}
"""Words that tell a measure, or the family that its name begins with."""

_UNSAID = {"percent": ("csat", "unhappy", "within_promise", "unanswered_share"), "points": ("nps", "gap")}
"""What a number of this unit can mean where no word tells; a unit that is not here: all measures of it."""

_SELDOM = ("rated", "waits", "nps_n", "ces_n")
"""Counts that only a footnote gives."""

_HALF, _MOST = r"中位|median|一半|half", r"p90|最慢|slowest"


def numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of a sentence that can be figures; of a text that is no sentence, those of its beginning.

    Examples
    --------
    >>> [number.written for number in numbers("等待中位数 9.9 分钟，九成在 25 分钟以内（2026-03-02，n = 1,614）")]
    ['9.9 分钟', '25 分钟', '1,614']
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    for pattern, instead in _REWRITTEN:
        plain = re.sub(pattern, instead.casefold(), plain)
    for clause in _CLAUSES.split(plain):
        for found in _NUMBER.finditer(clause):
            yield _number(found, clause, plain)


def _number(found: re.Match[str], clause: str, text: str) -> Number:
    digits = found["digits"].replace(",", "")
    before, after = clause[: found.start()], clause[found.end() :]
    unit, factor, written = "", 1.0, found[0]
    counted: tuple[str, ...] = ()
    for pattern, name, size in _UNITS:
        if ending := re.match(rf"\s*(?:{pattern})", after):
            unit, factor, written = name, size, f"{found[0]}{ending[0]}"
            break
    else:
        for pattern, names in _NOUNS:
            if ending := re.match(rf"\s*(?:{pattern})", after):
                unit, counted, written = "count", names, f"{found[0]}{ending[0]}"
                break
        rate = "per_hundred" in clause and not _COUNTED.search(before)
        if before.endswith("百分之"):
            unit, written = "percent", f"百分之{found[0]}"
        elif rate and (not unit or counted):
            unit = "per_100"
        elif _COUNTED.search(before):
            unit = "count"
    decimals = len(digits.partition(".")[2])
    value = float(digits) * (-1 if found["sign"] else 1)
    step = 0.5 * 10**-decimals
    if unit == "count" and digits.endswith("0"):
        step = max(step, ROUGHLY * value)
    return Number(written.strip(), value * factor, step * factor, unit, counted, clause, text)


@lru_cache(maxsize=1_000)
def check(text: str, figures: tuple[Figure, ...]) -> tuple[Check, ...]:
    """Return each number of a sentence that can be held against `figures`, with those that it may mean.

    Parameters
    ----------
    text : str
        A sentence of somebody's own, in either language.
    figures : tuple of Figure
        What is known of the touchpoints that it speaks of.
    """
    checks = (Check(number, _meant(number, figures)) for number in numbers(text))
    return tuple(one for one in checks if one.meant)


def _meant(number: Number, known: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Return the figures that a number may mean: by its unit, then by the words beside it, then by those around."""
    if not number.unit:
        # "CES 4.0", "an NPS of −30", "44 to 85": only words tell.
        bare = [figure for figure in known if figure.unit in ("score", "points")]
        return tuple(figure for figure in bare if _is_named(figure, number.clause))
    if number.unit == "per_100":
        # "77 complaints or 4.7 per hundred": the count of the same thing may stand beside the rate.
        return tuple(figure for figure in known if figure.measure in ("complaints_per_100", "complaints"))
    alike = [figure for figure in known if figure.unit == number.unit]
    if number.unit == "count":
        return tuple(figure for figure in alike if not number.counted or figure.measure in number.counted)
    if number.unit == "points":
        alike += [figure for figure in known if figure.unit == "score" and _is_named(figure, number.clause)]
    if number.unit == "hours":
        # A wait of hours is a wait, too, but only where it is called one.
        alike += [figure for figure in known if figure.unit == "minutes" and _is_named(figure, number.clause)]
    usual = _UNSAID.get(number.unit, ())
    said = any(_tells(_WORDS[measure], number.clause) for measure in usual)
    unsaid = [] if said else [figure for figure in alike if not usual or figure.measure in usual]
    for candidates in (_named(alike, number.clause), _named(alike, number.text), unsaid):
        if candidates:
            return tuple(_of_half_or_most(candidates, number.clause))
    return ()


def _named(figures: list[Figure], words: str) -> list[Figure]:
    return [figure for figure in figures if _is_named(figure, words)]


def _is_named(figure: Figure, words: str) -> bool:
    family = figure.measure.partition("_")[0]
    pattern = _WORDS.get(figure.measure) or _WORDS.get(family)
    return pattern is not None and _tells(pattern, words)


@lru_cache(maxsize=2_000)
def _tells(pattern: str, words: str) -> bool:
    return re.search(pattern, words) is not None


def _of_half_or_most(figures: list[Figure], clause: str) -> list[Figure]:
    """Leave out the medians where the clause speaks of the slowest tenth, and the other way round."""
    half, most = bool(re.search(_HALF, clause)), bool(re.search(_MOST, clause))
    if half == most:
        return figures
    away = "_p90" if half else "_median"
    return [figure for figure in figures if not figure.measure.endswith(away)]


def _in_minutes(figure: Figure) -> float:
    return 60.0 if figure.unit == "hours" else 1.0


def _agrees(number: Number, figure: Figure) -> bool:
    factor = _in_minutes(figure)
    slack = number.step * (1 + 1e-6)  # a figure between two digits may be rounded either way
    return factor * figure.low - slack <= number.value <= factor * figure.high + slack
