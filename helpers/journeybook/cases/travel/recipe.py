"""The travel case put together: its table of bookings, and what the fix is measured by."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import fmean

from ..making.describe import Column, OutcomeTable, moment
from ..making.measures import RESPONSE_HOURS, SATISFACTION, Measure
from ..making.plan import CasePlan
from ..making.recipe import Recipe
from ..making.records import Life
from ..parts import Period
from .life import Traveller
from .plan import PLAN


def _booked(life: Life, period: Period, plan: CasePlan) -> Iterator[float]:
    if any(event.start in period for event in life.events):
        yield 100.0 * any(booking.when in period for booking in life.outcomes)


def _billed(life: Life, period: Period, plan: CasePlan) -> Iterator[float]:
    if life.person.joined < period.until.date():
        yield float(sum(booking.cells[4] for booking in life.outcomes if booking.when in period))


CONVERSION = Measure(
    "percentage points",
    "share of the customers seen at any touchpoint in the period who booked a trip in it",
    _booked,
    fmean,
)
SALES = Measure(
    "CNY per customer",
    "amount billed for the bookings made in the period, divided by the customers on record by its end",
    _billed,
    fmean,
)

RECIPE = Recipe(
    plan=PLAN,
    player=Traveller,
    outcome=OutcomeTable(
        name="bookings",
        key="booking_id",
        columns=(
            Column("product", enum=("beach", "city", "nature", "culture", "family")),
            moment(PLAN, "booked"),
            Column("departs", "date", minimum=PLAN.start.date().isoformat()),
            Column("travellers", "integer", minimum=1, maximum=9),
            Column("amount_cny", "integer", "CNY", 10, 200_000),
            moment(PLAN, "cancelled", required=False),
        ),
        time="booked",
        amount="amount_cny",
    ),
    folder=Path(__file__).parent,
    measures={
        "satisfaction": SATISFACTION,
        "conversion": CONVERSION,
        "response_hours": RESPONSE_HOURS,
        "sales": SALES,
    },
)
