"""Who is who: member ids, phone numbers and app ids joined into one customer.

Three systems know a customer by three names. The customer register knows members and most of their phone numbers, the
app's list of accounts says which phone, and sometimes which member, an account belongs to; everything else carries
whichever of the three its own system happens to know. Nothing here guesses: a phone number that two members share
belongs to neither, and two members are never made one.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandas import DataFrame, Series

MEMBER, APP, PHONE = "member", "app", "phone"
SHARED_PHONE, NO_ID = "shared_phone", "no_id"

_COUNTRY = "86"
_LOCAL_LENGTH = 11


def normal_phone(written: str) -> str:
    """Return a phone number as digits alone, without China's country code; empty where there are none.

    Full-width digits, spaces, dashes, brackets and a leading ``+86``, ``0086`` or ``86`` make no difference.

    Examples
    --------
    >>> normal_phone("+86 100-1234-5678"), normal_phone("１００ 1234 5678"), normal_phone("n/a")
    ('10012345678', '10012345678', '')
    """
    digits = "".join(sign for sign in unicodedata.normalize("NFKC", written) if sign in "0123456789")
    for prefix in (f"00{_COUNTRY}", _COUNTRY):
        if len(digits) == len(prefix) + _LOCAL_LENGTH and digits.startswith(prefix):
            return digits[len(prefix) :]
    return digits


@dataclass(frozen=True)
class Identities:
    """What the customer register and the app's accounts say about who is who.

    A customer goes by one key: ``M`` and the member id; else ``P`` and the phone number; else ``A`` and the app id.

    Attributes
    ----------
    members : dict
        Member id → key.
    phones : dict
        Normalised phone number → key, None where two members share it.
    apps : dict
        App id → key.
    """

    members: dict[str, str]
    phones: dict[str, str | None]
    apps: dict[str, str]

    @classmethod
    def read(cls, customers: DataFrame, accounts: DataFrame) -> Identities:
        """Return who is who.

        Parameters
        ----------
        customers : pandas.DataFrame
            The register: ``member_id``, ``phone``.
        accounts : pandas.DataFrame
            The app's accounts: ``app_id``, ``phone``, ``member_id``; the last two may be empty.
        """
        members = {member: f"M{member}" for member in customers["member_id"]}
        phones: dict[str, str | None] = {}
        for member, written in zip(customers["member_id"], customers["phone"], strict=True):
            if phone := normal_phone(written):
                phones[phone] = None if phone in phones else members[member]
        apps = {}
        for app, written, member in zip(accounts["app_id"], accounts["phone"], accounts["member_id"], strict=True):
            phone = normal_phone(written)
            owner = members.get(member) or phones.get(phone)
            if owner is None and phone and phone not in phones:
                owner = phones[phone] = f"P{phone}"
            apps[app] = owner or f"A{app}"
        return cls(members, phones, apps)

    def match(self, rows: DataFrame) -> DataFrame:
        """Return whom each row is about.

        Parameters
        ----------
        rows : pandas.DataFrame
            Columns ``member_id``, ``phone``, ``app_id``, any of which may be missing or empty.

        Returns
        -------
        pandas.DataFrame
            Same index: ``key`` (empty where nobody can be named), ``by`` (``"member"``, ``"app"``, ``"phone"``: the
            id that decided, in this order; or ``"shared_phone"``, ``"no_id"``: why nobody can be named) and
            ``conflict`` (True where another id of the row speaks of somebody else).
        """
        import pandas as pd

        found = pd.DataFrame({"key": "", "by": NO_ID, "conflict": False}, index=rows.index)
        for by in (MEMBER, APP, PHONE):
            column = f"{by}_id" if by != PHONE else PHONE
            if column not in rows.columns:
                continue
            keys = self._keys(rows[column], by)
            named = keys.notna() & (keys != "")
            first = named & (found["key"] == "")
            found["conflict"] |= named & ~first & (keys != found["key"])
            found.loc[first, "key"] = keys[first]
            found.loc[first, "by"] = by
            found.loc[keys.isna() & (found["key"] == ""), "by"] = SHARED_PHONE
        return found

    def _keys(self, ids: Series[str], by: str) -> Series[str]:
        """Return the key that each id stands for, empty without one, missing where it stands for several people."""
        if by == MEMBER:
            known = {one: self.members.get(one, "") for one in ids.unique()}
        elif by == APP:
            known = {one: self.apps.get(one, f"A{one}" if one else "") for one in ids.unique()}
        else:
            normal = {one: normal_phone(one) for one in ids.unique()}
            known = {
                one: self.phones.get(phone, f"P{phone}") if phone else ""  # type: ignore[misc]
                for one, phone in normal.items()
            }
        keys: Series[str] = ids.map(known)
        return keys
