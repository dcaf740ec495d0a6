"""The retail case: Reedbank Home (芦汀生活), an invented chain of household shops with stores, website, app and phone.

Everything is synthetic. Each customer's three months are played out by :mod:`.life` from the numbers in :mod:`.plan`,
worded by :mod:`.voice`, and written as CSV files with a description of every column by :mod:`.describe`.

What the numbers plant
----------------------
Two truths, to be found in several tables at once:

* **Queues at the store checkout are too long.** At busy hours the median wait is about a quarter of an hour and one
  customer in ten waits half an hour or more; the score falls with each minute, comments speak of queues and closed
  tills, some leave with an empty basket, complaints per 100 visits are among the highest.
* **After-sales responds slowly.** The first human reply is promised within 24 hours; the median is about two days,
  about one ticket in seven has none at all by the end of the window; the after-sales score is the lowest of all.

Two decoys, bad in raw counts only:

* **Searching in the app** draws by far the most complaints because it has by far the most traffic; per 100 events it
  is ordinary, and customers are content.
* **Advice in the store** takes by far the longest because it is meant to; hardly anybody waits for it, and customers
  like it best.

The phone enquiry and the e-mail offer have few answers to the survey: figures to be read with care.
"""

from .build import generate, write

__all__ = ["generate", "write"]
