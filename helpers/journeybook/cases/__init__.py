"""The cases: companies with a dataset, loaded by name; and the machinery that makes the shipped ones.

How a new case is made
----------------------
A case of a company of one's own needs no code: put the CSV files and a ``datapackage.json`` (the shipped ones show how)
into ``datasets/<name>/``, and :func:`load` finds it. A synthetic case is a package beside this text, ``cases/<name>/``,
of which ``retail`` is the pattern; the machinery that all share is in ``making``:

1. ``plan.py`` holds every number, in the shapes of :mod:`.making.plan`: touchpoints, units, sources and the ids they
   know, aspects, features, seasons, biases, defects; and what only this case needs.
2. ``life.py`` has a subclass of :class:`.making.player.Player` that plays one customer: it decides where they go and
   calls :meth:`~.making.player.Player.visit`, ``request`` and ``life.outcomes.append``. Luck is drawn from
   ``self.draws`` alone, a :meth:`~.making.player.Player.chapter` for each part of the life.
3. ``phrases.<lang>.json`` are the words of the comments (:mod:`.making.voice`), ``interviews.<lang>.json`` the
   interviews (:mod:`.making.interviews`); each language is written for itself.
4. ``locales/<lang>/case_<name>.json`` names all that is the case's own: ``title``, ``about``, ``fix_about``,
   ``touchpoint_<code>``, ``unit_<code>``, ``source_<name>``, ``aspect_<code>``, ``feature_<code>`` with
   ``functional_<code>`` and ``dysfunctional_<code>``, ``table_<outcome>`` and ``<outcome>_<column>``. Any key of
   ``tables.json`` (such as ``customers_level`` or ``question_csat``) may be said anew there.
5. ``recipe.py`` puts it all together as ``RECIPE`` (:class:`.making.recipe.Recipe`); the package's docstring tells
   what the numbers plant.

``python -m journeybook.cases <name>`` then writes the files, ``python -m journeybook.cases.truths <name>`` the figures
of the trainers' key. The bytes depend on seed and number of customers alone; a test compares them with the files in
``datasets``. Customers are played one by one, and each one's life and ids depend on their number alone, so any number
of them fits into memory.
"""

from .case import Case, CaseTouchpoint, load
from .parts import CaseAspect, CaseOutcome, CaseQuestion, CaseUnit, Period

__all__ = ["Case", "CaseAspect", "CaseOutcome", "CaseQuestion", "CaseTouchpoint", "CaseUnit", "Period", "load"]
