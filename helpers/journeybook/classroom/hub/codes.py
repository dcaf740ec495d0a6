"""Join codes: what a trainee signs in with. They are said once, when they are made; only salted hashes are kept."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from ...atomic import write_text
from ...errors import ClassError

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that look like others on paper: I L O 0 1."""

_LENGTH = 8
"""31⁸ codes, 8.5 × 10¹¹: at the rate that is allowed, guessing one takes thousands of years."""

_N, _R, _P = 2**14, 8, 1
"""scrypt's cost, memory and lanes (RFC 7914): 16 MB and about 50 ms for one try."""

_NOBODY = "00" * 16
"""Salt that is hashed with where there is nobody, so that an unknown name takes as long as a wrong code."""


class Codes:
    """The codes of a class.

    Parameters
    ----------
    file : Path
        Where their hashes are kept, for its owner alone.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def known(self) -> set[str]:
        """Return the ids of all who have a code."""
        return set(self._read())

    def make(self, people: Iterable[str]) -> dict[str, str]:
        """Make new codes and return them by id; what these people had before is void.

        Raises
        ------
        ClassError
            If the file cannot be read or written; nobody has a new code then.
        """
        made = {id_: "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)) for id_ in people}
        if made:
            kept = self._read()
            for id_, code in made.items():
                salt = secrets.token_hex(16)
                kept[id_] = {"salt": salt, "hash": _hash(code, salt)}
            self._write(kept)
        return made

    def drop(self, people: Iterable[str]) -> None:
        """Forget the codes of those who are not in the class any more."""
        kept = self._read()
        if gone := kept.keys() & set(people):
            self._write({id_: one for id_, one in kept.items() if id_ not in gone})

    def check(self, id_: str, code: str) -> bool:
        """Return whether this is the person's code; blanks, hyphens and small letters do not matter."""
        kept = self._read().get(id_, {})
        plain = "".join(code.split()).replace("-", "").upper()
        found = _hash(plain[: 2 * _LENGTH], kept.get("salt", _NOBODY))
        return hmac.compare_digest(found, kept.get("hash", ""))

    def _read(self) -> dict[str, dict[str, str]]:
        try:
            data = json.loads(self._file.read_text(encoding="utf-8"))
            return {str(id_): {"salt": str(one["salt"]), "hash": str(one["hash"])} for id_, one in data.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ClassError("hub.broken_codes", file=self._file) from error

    def _write(self, kept: dict[str, dict[str, str]]) -> None:
        try:
            before = os.umask(0o077)
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                write_text(self._file, json.dumps(kept, ensure_ascii=False, indent=1) + "\n")
                self._file.chmod(0o600)
            finally:
                os.umask(before)
        except OSError as error:
            raise ClassError("hub.not_written", file=self._file, reason=error.strerror or error) from error


def shown(code: str) -> str:
    """Return a code as it is printed.

    Examples
    --------
    >>> shown("ABCDEFGH")
    'ABCD-EFGH'
    """
    return f"{code[:4]}-{code[4:]}"


def _hash(code: str, salt: str) -> str:
    return hashlib.scrypt(code.encode(), salt=bytes.fromhex(salt), n=_N, r=_R, p=_P).hex()
