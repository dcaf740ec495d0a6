"""The numbers of a case, as its ``plan.py`` states them: what every case has, in one shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from ...model import Channel
from ..parts import Period

Shape = tuple[float, float]
"""Median and 90th percentile of a long-tailed (log-normal) quantity."""


@dataclass(frozen=True)
class TouchpointPlan:
    """How one touchpoint behaves.

    Parameters
    ----------
    code, stage, channel
        As in the touchpoint catalogue; `stage` counts from 1 in the five-stage template.
    source
        Name of the system that records its events.
    wait, length
        In minutes: the waiting, and what follows it. None: nobody waits there.
    appeal
        Mean of the latent satisfaction before waiting counts; see `CasePlan.latent_cuts`.
    answering
        Probability (0 to 1) that a customer with a middling score answers the survey.
    complaining
        Probability (0 to 1) that a customer with a middling score complains.
    topics
        What bad visits are about: topic → weight.
    dislike_per_minute
        What one minute of waiting takes off the latent satisfaction.
    slow_from
        From this wait on, in minutes, customers speak of it.
    slow_topic
        The topic of a bad visit with such a wait; empty: the wait is nobody's topic.
    asks_ease
        True where the survey also asks for the effort (CES).
    survey_days, patience_days
        Days that pass before the survey is sent, and before somebody complains.
    at_unit
        True where it happens in a unit, so that the record names it.
    """

    code: str
    stage: int
    channel: Channel
    source: str
    wait: Shape | None
    length: Shape
    appeal: float
    answering: float
    complaining: float
    topics: Mapping[str, float]
    dislike_per_minute: float = 0.0
    slow_from: float = float("inf")
    slow_topic: str = ""
    asks_ease: bool = False
    survey_days: int = 0
    patience_days: int = 0
    at_unit: bool = False


@dataclass(frozen=True)
class UnitPlan:
    """One store, branch or office.

    `busy` is how full it is beside the average (1.0), `weight` how many customers call it theirs; it has the fix from
    `fixed_from` on, None: never, which makes it one of the control group.
    """

    code: str
    busy: float = 1.0
    weight: float = 1.0
    fixed_from: datetime | None = None

    @property
    def group(self) -> str:
        """``"treated"`` or ``"control"``."""
        return "control" if self.fixed_from is None else "treated"


@dataclass(frozen=True)
class SourcePlan:
    """One system that records events.

    `knows` says by which ids it may know a customer, ``member_id``, ``phone``, ``app_id``, each with a probability
    (0 to 1). If luck leaves it none, it knows the first that the customer has. `phone_style` is how it writes phone
    numbers, see :func:`journeybook.cases.making.ids.written_phone`.
    """

    name: str
    knows: Mapping[str, float]
    phone_style: str = "plain"


@dataclass(frozen=True)
class AspectPlan:
    """Something that the relationship survey asks everybody to rate.

    Parameters
    ----------
    code
        The column is called ``rate_<code>``.
    touchpoints
        Codes of the touchpoints where it is experienced.
    weight
        What a step of its rating truly adds to the overall satisfaction.
    repute
        The mean latent rating of those who have not experienced it lately.
    """

    code: str
    touchpoints: tuple[str, ...]
    weight: float
    repute: float = 0.4


@dataclass(frozen=True)
class FeaturePlan:
    """A possible improvement; `kinds` weighs how customers feel about it, in Kano's letters ``AOMIRQ``."""

    code: str
    kinds: Mapping[str, float]


@dataclass(frozen=True)
class Season:
    """What a time of the year does to everybody, with the fix or without: factors, and a shift of the mood."""

    crowd: float = 1.0
    reply: float = 1.0
    spend: float = 1.0
    mood: float = 0.0


@dataclass(frozen=True)
class DefectsPlan:
    """The shares (0 to 1) of event rows that are defective.

    Parameters
    ----------
    duplicates
        Rows that a system sends twice: the same but for ``event_id`` and ``recorded``.
    late
        Rows that reach the system days later instead of minutes.
    missing_waits
        Measured waits that are lost: the cell is empty although somebody waited.
    missing_ids
        Rows that have lost every id of the customer.
    """

    duplicates: float = 0.007
    late: float = 0.01
    missing_waits: float = 0.01
    missing_ids: float = 0.01


@dataclass(frozen=True)
class CasePlan:
    """All numbers of a case that the machinery needs; what only its own customers' life needs stands beside it.

    Parameters
    ----------
    name
        Name of the case and of its folder in ``datasets``.
    seed, customers
        What the shipped files are made with.
    before, after
        The two periods that are compared. The data begin with the first and end with the second.
    fix_from
        When the first unit has the fix.
    fixed_touchpoints
        What it mends.
    promised_hours
        Hours within which the company promises a first human reply.
    units, touchpoints, sources, aspects, features
        What there is, in the order of the files.
    seasons
        Each begins at its time and lasts until the next; before the first, all is average.
    age_bands, languages, levels
        Shares of the customers, as weights.
    complaint_channels
        Channel → weight; and by which source each of them knows the customer.
    complaint_hours, never_answered
        The first human reply to a complaint, in hours; share of tickets (0 to 1) that nobody ever answers.
    request_topics
        What service requests are about.
    new_customers
        Share of the customers (0 to 1) who join within the data; `joined_days_ago` is the shape of the others' age.
    has_app
        Share of the customers (0 to 1) with an app account.
    dislike_per_silent_hour, most_silent_hours
        What one hour without a human reply takes off the latent satisfaction, and after how many hours no more.
    latent_cuts, ease_cuts
        A latent satisfaction above k of the cuts scores k + 1; the ease is read off in the same way.
    latent_sd, mood_sd, ease_sd
        Spread of the latent satisfaction from event to event, from customer to customer, and of the ease around it.
    answer_bias, complaint_bias
        By score, what the probabilities of answering a survey and of complaining are multiplied by: the unhappy and the
        delighted answer more readily.
    comment_chance
        By score, how many of those who answer also write a comment.
    ease_asked, complaint_names_event
        Share of the answers (0 to 1) that also tell the ease where it is asked; of the complaints that name a visit.
    relationship_answering, relationship_days, cannot_say
        Share of the members who answer the relationship survey, in the last so many days of each period; share of the
        ratings left out.
    kano_answering
        Share of the members who answer Kano's questions, in the last ten days of the period before the fix.
    defects
        The shares of defective rows.
    """

    name: str
    seed: int
    customers: int
    before: Period
    after: Period
    fix_from: datetime
    fixed_touchpoints: tuple[str, ...]
    promised_hours: float
    units: tuple[UnitPlan, ...]
    touchpoints: tuple[TouchpointPlan, ...]
    sources: tuple[SourcePlan, ...]
    aspects: tuple[AspectPlan, ...]
    features: tuple[FeaturePlan, ...]
    age_bands: Mapping[str, float]
    languages: Mapping[str, float]
    levels: Mapping[str, float]
    complaint_channels: Mapping[Channel, float]
    ticket_sources: Mapping[Channel, str]
    complaint_hours: Shape
    never_answered: float
    request_topics: tuple[str, ...] = ()
    seasons: tuple[tuple[datetime, Season], ...] = ()
    new_customers: float = 0.15
    joined_days_ago: Shape = (260, 900)
    has_app: float = 0.9
    dislike_per_silent_hour: float = 0.022
    most_silent_hours: float = 120.0
    latent_cuts: tuple[float, float, float, float] = (-1.5, -0.75, -0.1, 0.9)
    latent_sd: float = 0.75
    mood_sd: float = 0.35
    ease_cuts: tuple[float, ...] = (-1.9, -1.35, -0.85, -0.35, 0.2, 0.95)
    ease_sd: float = 0.4
    answer_bias: Mapping[int, float] = field(default_factory=lambda: {1: 1.55, 2: 1.4, 3: 0.8, 4: 0.8, 5: 1.2})
    complaint_bias: Mapping[int, float] = field(default_factory=lambda: {1: 6.0, 2: 3.0, 3: 1.0, 4: 0.3, 5: 0.15})
    comment_chance: Mapping[int, float] = field(default_factory=lambda: {1: 0.55, 2: 0.48, 3: 0.34, 4: 0.26, 5: 0.32})
    ease_asked: float = 0.85
    complaint_names_event: float = 0.65
    relationship_answering: float = 0.5
    relationship_days: int = 14
    cannot_say: float = 0.03
    kano_answering: float = 0.11
    defects: DefectsPlan = DefectsPlan()

    @property
    def start(self) -> datetime:
        """The first moment of the data."""
        return self.before.since

    @property
    def end(self) -> datetime:
        """The end of the data: what had not happened by then is not in them."""
        return self.after.until

    @cached_property
    def by_code(self) -> dict[str, TouchpointPlan]:
        """The touchpoints by their codes."""
        return {touchpoint.code: touchpoint for touchpoint in self.touchpoints}

    @cached_property
    def by_source(self) -> dict[str, SourcePlan]:
        """The sources by their names."""
        return {source.name: source for source in self.sources}

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """Everything that a ticket can be about, sorted."""
        of_complaints = {topic for touchpoint in self.touchpoints for topic in touchpoint.topics}
        slow = {touchpoint.slow_topic for touchpoint in self.touchpoints if touchpoint.slow_topic}
        return tuple(sorted({*self.request_topics, *of_complaints, *slow}))

    def season(self, moment: datetime) -> Season:
        """Return the season in which `moment` lies."""
        found = Season()
        for since, season in self.seasons:
            if moment < since:
                break
            found = season
        return found
