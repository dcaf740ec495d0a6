"""What one customer's life leaves behind, before it becomes rows of several systems."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ...model import Channel
from .plan import TouchpointPlan, UnitPlan


@dataclass(frozen=True)
class Person:
    """A customer, and how the systems know them.

    `phone` is the number they really have; the CRM and the app may not know it (`crm_phone`, `app_phone` are False),
    and the app may not know the membership (`app_member` is False). `app_id` is None without an app account.
    """

    number: int
    member_id: str
    phone: str
    crm_phone: bool
    app_id: str | None
    app_phone: bool
    app_member: bool
    app_created: date
    joined: date
    age_band: str
    language: str
    level: str
    unit: UnitPlan
    mood: float


@dataclass
class Event:
    """One visit to one touchpoint.

    `number` counts within the customer's life. `latent` is the satisfaction behind `score` (1 to 5); `ease` (1 to 7)
    answers the effort question; `topic` is what went wrong, if something did; `fixed` is True where the customer met
    the fix. `tone` names the parts of the phrases that speak of it, where it has some of its own, and `said` tells
    what their placeholders stand for; see :mod:`.voice`.
    """

    number: int
    touchpoint: TouchpointPlan
    start: datetime
    wait: float | None
    duration: float
    latent: float
    score: int
    ease: int
    topic: str
    unit: str | None
    fixed: bool
    tone: str = ""
    said: dict[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The code of the touchpoint."""
        return self.touchpoint.code


@dataclass
class Survey:
    """One answer to the survey about an event."""

    event: Event
    answered: datetime
    ease_asked: bool
    has_comment: bool


@dataclass
class Ticket:
    """One request or complaint.

    `replied` is None where nobody had answered by the end of the data; `names_event` is False where the ticket does
    not say which visit it is about.
    """

    event: Event
    kind: str
    channel: Channel
    topic: str
    opened: datetime
    replied: datetime | None
    names_event: bool = True


@dataclass
class Outcome:
    """One order, application or booking, made at `event`; `cells` are the columns that are the case's own."""

    event: Event
    when: datetime
    cells: tuple[Any, ...]


@dataclass
class Life:
    """A customer and all that happened to them."""

    person: Person
    events: list[Event] = field(default_factory=list)
    surveys: list[Survey] = field(default_factory=list)
    tickets: list[Ticket] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
