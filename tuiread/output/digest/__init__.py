"""A digest as a file: Markdown, text, HTML, a mail, an Atom feed.

    Digest ──wording──┬─ markdown ──> 2026-W34.md
                      ├─ text ──────> 2026-W34.txt ─┐
                      ├─ page ──────> 2026-W34.html ┼─ letter ──> 2026-W34.eml
                      └─ feed ──────> 2026-W34.atom
    Inbox ─────────────────┘

All of it is made of text that strangers wrote: each form escapes it in its own way, in one place.  The same digest
gives the same bytes.  Not here: what a digest holds (tuiread.digest), and writing or sending anything.
"""

from __future__ import annotations

from tuiread.records import Digest, DigestFormat


def render(digest: Digest, form: DigestFormat) -> bytes:
    """Return a digest as a file of some form; a mail without an address is a draft."""
    match form:
        case "md":
            from tuiread.output.digest.markdown import markdown

            return markdown(digest).encode()
        case "txt":
            from tuiread.output.digest.plain import plain_text

            return plain_text(digest).encode()
        case "html":
            from tuiread.output.digest.page import page

            return page(digest).encode()
        case "eml":
            from tuiread.output.digest.letter import letter

            return letter(digest)
        case "atom":
            from tuiread.output.digest.feed import digest_feed

            return digest_feed(digest)
