"""Texts out of a trainer's files, made harmless: no sign steers a terminal, a page or a spreadsheet."""

from __future__ import annotations

import unicodedata

NAME_LENGTH = 60
"""A longer name would fit on no board."""


def clean(written: str) -> str:
    r"""Return a text on one line, without signs that nobody sees.

    Examples
    --------
    >>> clean(" a\x1b[2J\n b ")
    'a[2J b'
    """
    signs = "".join(" " if sign.isspace() else sign for sign in written)
    return " ".join("".join(sign for sign in signs if not unicodedata.category(sign).startswith("C")).split())


def plain_name(written: str) -> str:
    r"""Return a name as it is shown: clean, not too long, and no formula to a spreadsheet.

    Examples
    --------
    >>> plain_name(" =Front\x1b desk\n"), plain_name("前台")
    ('Front desk', '前台')
    """
    return clean(written).lstrip("=+-@ ")[:NAME_LENGTH].strip()
