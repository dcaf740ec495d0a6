"""The travel case: Kitefield Travel (鸢野旅行), an invented travel agency with offices, website, app, phone and chat.

Everything is synthetic. Each customer's seven months are played out by :mod:`.life` from the numbers in :mod:`.plan`;
the texts are in ``phrases.<lang>.json``, ``interviews.<lang>.json`` and the catalogue's domain ``case_travel``.

What the numbers plant
----------------------
Whoever chooses a trip does not know what the agency knows. Two truths, to be found in several tables at once, in the
period before the fix; both are felt later than they arise:

* **Extras turn up at the payment.** Two in three online payments bring extras that no page had named, by several
  hundred yuan; two in five of those customers leave, which the events show as journeys that end there, and one in six
  of the others cancels. Scores and ease are among the two lowest, complaints per 100 visits among the two highest.
* **The hotel is not as described.** More than half of the stays differ from what the page said; the score on arrival
  is the lowest of all, requests after the trip are about it, and it keeps people from booking again.

Two decoys, bad in raw counts only:

* **The phone advice** draws the most complaints because it has by far the most contacts; per 100 calls it is ordinary,
  and callers are content.
* **The talk in the office** takes an hour because it is meant to; customers like it best, and those who had one are
  seldom surprised by extras or by their hotel.

The request for a review has few answers to the survey: figures to be read with care.

In June the customers of five offices get the fix: total prices from the start, honest descriptions, recommendations,
and somebody in charge who answers. Then come the summer holidays: everywhere people book more, pay more, wait longer
and are less content, so that a bare comparison of before and after flatters bookings and sales and hides part of what
the fix does to satisfaction and answers.
"""

from .recipe import RECIPE

__all__ = ["RECIPE"]
