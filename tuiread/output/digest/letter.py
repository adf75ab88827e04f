"""A digest as a mail: text, and the same as HTML, for a mail program or a server.

Nothing of the reader stands in it but the addresses that they gave: no name of the machine, no user's name, no version.
Source: RFC 5322 (the form), RFC 2046 (alternatives), RFC 3834 (mails that no person wrote).
"""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from hashlib import sha256

from tuiread.output.digest import wording
from tuiread.output.digest.page import page
from tuiread.output.digest.plain import plain_text
from tuiread.output.letter import check_address
from tuiread.records import Digest


def letter(digest: Digest, to: str = "", sender: str = "") -> bytes:
    """Return a digest as a mail; without an address it opens as a draft where the mail program knows ``X-Unsent``.

    Args:
        digest: what it says.
        to: the address that the reader named.
        sender: the address that it comes from; empty where that is the same.

    Raises:
        UsageError: one of them is no address, so that no line can be added to the head.
    """
    to, sender = (check_address(address) if address else "" for address in (to, sender or to))
    name = sha256(f"{to}\n{digest.period.kind}\n{digest.period.start}\n{digest.period.end}".encode()).hexdigest()[:24]
    message = EmailMessage(policy=SMTP if (to + sender).isascii() else SMTPUTF8)
    message["Subject"] = f"Papers: {wording.title(digest)}"
    if to:
        message["From"], message["To"] = sender, to
    else:
        message["X-Unsent"] = "1"
    message["Date"] = format_datetime(digest.made_at)
    # The same digest to the same address has the same name, so that one that came twice is seen to be one.
    message["Message-ID"] = f"<{name}@digest.tuiread.invalid>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(plain_text(digest), cte="quoted-printable")
    message.add_alternative(page(digest), subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_tuiread_{name}")
    return message.as_bytes()
