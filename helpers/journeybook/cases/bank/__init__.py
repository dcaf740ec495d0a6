"""The bank case: Mapleford Bank (枫渡银行), an invented city bank with branches, website, app, hotline and chat.

Everything is synthetic. Each customer's seven months are played out by :mod:`.life` from the numbers in :mod:`.plan`;
the texts are in ``phrases.<lang>.json``, ``interviews.<lang>.json`` and the catalogue's domain ``case_bank``.

What the numbers plant
----------------------
Opening an account is confusing. Two truths, to be found in several tables at once, in the period before the fix:

* **The check of papers and identity sends people home.** More than half of the first checks end with a paper missing
  that nobody had named; of those applicants nearly one in three gives up, which is two in five of all who are lost.
  Scores and ease are among the two lowest, complaints per 100 visits among the two highest.
* **Nobody knows how an application is getting on.** The app says "in process" for days; people look again and again,
  ask, and wait about two days for a first answer although one is promised within 24 hours; some go elsewhere.

Two decoys, bad in raw counts only:

* **The hotline** draws by far the most complaints because it has the most contacts; per 100 calls it is ordinary, and
  callers are content.
* **The talk with an account manager** takes by far the longest because it is meant to, and is what customers like best.

The e-mail statement has few answers to the survey: figures to be read with care.

In June half of the branches, and those who apply to them online, get the fix: a shorter form, a checklist, papers seen
in advance, steps with dates, and people who answer. At the same time all branches waive a year's fees, in late summer
all enquiries wait longer, and applications begun in September have little time left: so a bare comparison of before
and after flatters the scores, and hides part of the quicker answers and of the accounts opened.
"""

from .recipe import RECIPE

__all__ = ["RECIPE"]
