"""What a service asks of its callers, read from its headers.

    RateLimit: "api";r=0;t=57         nothing is left: the next request after 57 s and one more
    Retry-After: 30  (or an HTTP date)

It only reads; the client does the waiting.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from collections.abc import Mapping

_LEFT = re.compile(r";\s*r=(\d{1,9})\b")
_RESET_S = re.compile(r";\s*t=(\d{1,9})\b")
_ANSWERS_WITH_RETRY_AFTER = frozenset({429, 500, 502, 503, 504})


def asked_wait_s(headers: Mapping[str, str], status: int, now: dt.datetime) -> float:
    """Return how many seconds the service wants no request from us, 0 when it does not say.

    Source: https://huggingface.co/docs/hub/rate-limits (and RFC 9110, 10.2.3)
    """
    reset_s = max((_reset_s(part, status) for part in headers.get("ratelimit", "").split(",")), default=0.0)
    if reset_s or status not in _ANSWERS_WITH_RETRY_AFTER:
        return reset_s
    return _retry_after_s(headers.get("retry-after", "").strip(), now)


def _reset_s(policy: str, status: int) -> float:
    left, reset = _LEFT.search(policy), _RESET_S.search(policy)
    is_used_up = status == 429 or (left is not None and int(left[1]) == 0)
    return int(reset[1]) + 1.0 if reset and is_used_up else 0.0


def _retry_after_s(value: str, now: dt.datetime) -> float:
    if value.isdecimal() and len(value) < 10:
        return float(value)
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return max(0.0, (aware - now).total_seconds())
