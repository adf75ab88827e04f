"""ORCID iDs: sixteen characters of which the last checks the others; told apart without asking anybody.

Source: https://support.orcid.org/hc/en-us/articles/360006897674 (ISO 7064, mod 11-2)
"""

from __future__ import annotations

import re

_ORCID = re.compile(
    r"(?:https?://)?(?:www\.)?(?:orcid\.org/)?(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dX])/?", re.ASCII | re.IGNORECASE
)


def bare_orcid(text: str) -> str | None:
    """Return the iD that a text or address is, as ``0000-0002-1825-0097``; None where it is none.

    >>> bare_orcid("https://orcid.org/0000-0002-1825-0097"), bare_orcid("0000-0002-1825-0098")
    ('0000-0002-1825-0097', None)
    """
    match = _ORCID.fullmatch(text.strip())
    if match is None:
        return None
    digits = "".join(match.groups()).upper()
    return "-".join(match.groups()).upper() if _check_sign(digits[:-1]) == digits[-1] else None


def _check_sign(digits: str) -> str:
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)
