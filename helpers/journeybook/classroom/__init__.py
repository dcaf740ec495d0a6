"""A class, from the roster to the grades, on nbgrader's own API.

The trainer's commands are in :mod:`.commands`; each calls one function of the module named after its step. A class
is a folder (:mod:`.folder`) that anyone who knows nbgrader will find their way in.
"""
