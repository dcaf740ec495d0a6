"""The retail case: Reedbank Home (芦汀生活), an invented chain of household shops with stores, website, app and phone.

Everything is synthetic. Each customer's seven months are played out by :mod:`.life` from the numbers in :mod:`.plan`;
the texts are in ``phrases.<lang>.json``, ``interviews.<lang>.json`` and the catalogue's domain ``case_retail``.

What the numbers plant
----------------------
Two truths, to be found in several tables at once, in the period before the fix:

* **Queues at the store checkout are too long.** At busy hours the median wait is about a quarter of an hour and one
  customer in ten waits half an hour or more; the score falls with each minute, comments speak of queues and closed
  tills, some leave with an empty basket, complaints per 100 visits are among the highest.
* **After-sales responds slowly.** The first human reply is promised within 24 hours; the median is about two days,
  about one ticket in ten has none at all; the after-sales score is the lowest of all.

Two decoys, bad in raw counts only:

* **Searching in the app** draws by far the most complaints because it has by far the most traffic; per 100 events it
  is ordinary, and customers are content.
* **Advice in the store** takes by far the longest because it is meant to; hardly anybody waits for it, and customers
  like it best.

The e-mail offer has few answers to the survey: figures to be read with care.

In June half of the stores get the fix: more tills, self-service tills, and an after-sales desk that answers. Summer is
quieter everywhere, so that stores without the fix improve a little, too.
"""

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

__all__ = ["RECIPE"]
