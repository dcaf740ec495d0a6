"""The bank case put together from its parts."""

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
from .life import Client
from .plan import PLAN


def _opened(life: Life, period: Period, plan: CasePlan) -> Iterator[float]:
    for application in life.outcomes:
        if application.when in period:
            yield 100.0 * (application.cells[2] is not None)


def _deposited(life: Life, period: Period, plan: CasePlan) -> Iterator[float]:
    if life.person.joined < period.until.date():
        yield float(sum(application.cells[3] or 0 for application in life.outcomes if application.when in period))


CONVERSION = Measure(
    "percentage points",
    "share of the applications begun in the period that had led to an open account by the end of the data",
    _opened,
    fmean,
)
SALES = Measure(
    "CNY per customer",
    "first deposits of all applications begun in the period, divided by the customers on record by its end",
    _deposited,
    fmean,
)

RECIPE = Recipe(
    plan=PLAN,
    player=Client,
    outcome=OutcomeTable(
        name="applications",
        key="application_id",
        columns=(
            Column("product", enum=("salary", "savings", "student", "business")),
            moment(PLAN, "applied"),
            moment(PLAN, "opened", required=False),
            Column("first_deposit_cny", "integer", "CNY", 10, 500_000, required=False),
        ),
        time="applied",
        amount="first_deposit_cny",
        success="opened",
    ),
    folder=Path(__file__).parent,
    measures={
        "satisfaction": SATISFACTION,
        "conversion": CONVERSION,
        "response_hours": RESPONSE_HOURS,
        "sales": SALES,
    },
)
