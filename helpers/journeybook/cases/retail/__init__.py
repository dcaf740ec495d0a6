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

from .recipe import RECIPE

__all__ = ["RECIPE"]
