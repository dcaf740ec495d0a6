"""Identifiers and phone numbers: unique without anybody keeping a list, and without telling who came first.

Each is a one-to-one map of a number (of a customer, or of a record within a customer's life), so a customer's records
have the same ids however many others there are.
"""

from __future__ import annotations

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BITS = 30
_MASK = (1 << _BITS) - 1

MOST_CUSTOMERS = 1_000_000
MOST_RECORDS = 1 << 10
"""How many customers, and how many records of one kind each, have ids of their own."""


def record_id(prefix: str, customer: int, number: int) -> str:
    """Return the id of a customer's record: `prefix` and six letters or digits, such as ``E7K2M9Q``.

    Parameters
    ----------
    prefix : str
        One capital letter: the kind of record.
    customer : int
        1 to `MOST_CUSTOMERS`.
    number : int
        Which of the customer's records of this kind, 0 to `MOST_RECORDS` − 1.

    Raises
    ------
    ValueError
        If a number is outside its range.
    """
    if not (1 <= customer <= MOST_CUSTOMERS and 0 <= number < MOST_RECORDS):
        raise ValueError(f"expected customer 1 to {MOST_CUSTOMERS} and record below {MOST_RECORDS}")
    mixed = _mixed(customer * MOST_RECORDS + number, ord(prefix))
    return prefix + "".join(_LETTERS[(mixed >> shift) & 31] for shift in range(_BITS - 5, -1, -5))


def member_id(customer: int) -> str:
    """Return the number on the customer's card, such as ``M048213``."""
    return f"M{(customer * 387_413 + 218_951) % MOST_CUSTOMERS:06d}"


def app_id(customer: int) -> str:
    """Return the number of the customer's app account, such as ``A730164``; it does not follow the card's."""
    return f"A{(customer * 749_387 + 604_213) % MOST_CUSTOMERS:06d}"


def phone_number(customer: int) -> str:
    """Return an invented phone number: 11 digits from 100 on, a prefix that no mobile phone has."""
    return f"100{(customer * 61_803_399 + 27_182_819) % 100_000_000:08d}"


def written_phone(number: str, style: str) -> str:
    """Return `number` (11 digits) as a system writes it.

    Examples
    --------
    >>> written_phone("10012345678", "international")
    '+86 100 1234 5678'
    """
    parts = (number[:3], number[3:7], number[7:])
    return {
        "plain": number,
        "spaced": " ".join(parts),
        "dashed": "-".join(parts),
        "prefixed": f"+86{number}",
        "international": "+86 " + " ".join(parts),
    }[style]


PHONE_STYLES = {"plain": 45.0, "spaced": 20.0, "dashed": 13.0, "prefixed": 10.0, "international": 12.0}
"""How often people write a number in each of the ways when they fill in a form."""


def _mixed(value: int, salt: int) -> int:
    """Return a number of 30 bits, another for each value: multiplying by odd numbers and xor-shifts lose nothing."""
    value = (value ^ (salt * 0x9E3779)) & _MASK
    value = value * 0x2C1B3C6D & _MASK
    value ^= value >> 15
    value = value * 0x297A2D39 & _MASK
    return value ^ value >> 15
