"""The retail case put together from its parts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import fmean

from ..making.describe import Column, OutcomeTable, moment
from ..making.measures import REPURCHASE, RESPONSE_HOURS, SATISFACTION, Measure
from ..making.plan import CasePlan
from ..making.recipe import Recipe
from ..making.records import Life
from ..parts import Period
from .life import Shopper
from .plan import PLAN


def _spent(life: Life, period: Period, plan: CasePlan) -> Iterator[float]:
    yield float(sum(order.cells[3] for order in life.outcomes if order.when in period))


SALES = Measure("CNY per customer", "amount of all orders in the period, divided by all customers", _spent, fmean)

RECIPE = Recipe(
    plan=PLAN,
    player=Shopper,
    outcome=OutcomeTable(
        name="orders",
        key="order_id",
        columns=(
            moment(PLAN, "placed"),
            Column("fulfilment", enum=("store", "delivery", "pickup")),
            Column("items", "integer", minimum=1, maximum=30),
            Column("amount_cny", "integer", "CNY", 10, 20_000),
        ),
        time="placed",
        amount="amount_cny",
    ),
    folder=Path(__file__).parent,
    measures={
        "satisfaction": SATISFACTION,
        "repurchase": REPURCHASE,
        "response_hours": RESPONSE_HOURS,
        "sales": SALES,
    },
)
