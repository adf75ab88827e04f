"""What proves that a record is somebody's own: a text or a link on a page that only they can edit.

So far: the token.  Not here: fetching pages (sources) and what a proof is worth (trust_checks).
"""

from __future__ import annotations

import base64
import hashlib

from tuiread.records import PersonKey

TOKEN_PREFIX = "tuiread-claim:v1:"


def make_token(person: PersonKey, nonce: str) -> str:
    """Return what a page shows to prove that its editor sits at this keyboard: 60 bits of a hash, in base32.

    >>> make_token(PersonKey("name:ada example"), "00")
    'tuiread-claim:v1:NH6F-YAXJ-2KZG'
    """
    digest = hashlib.sha256(f"{person}\n{nonce}".encode()).digest()
    letters = base64.b32encode(digest[:8]).decode()[:12]
    return TOKEN_PREFIX + "-".join(letters[start : start + 4] for start in range(0, 12, 4))
