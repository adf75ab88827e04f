"""A digest as one HTML file that reads well in mail programs, in a browser, at night and on paper.

Every style stands in its element, because mail programs drop the head; what stands there (print, night) is only missed
where it is dropped.  No script, no image from elsewhere, no font, nothing that tells anybody that it was opened.  Text
and ground are always set together, so that a program that darkens one darkens both.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from tuiread.output.digest import wording
from tuiread.output.digest.picture import picture
from tuiread.records import Digest, DigestItem, DigestSection

TEXT, GROUND, LINK, DIM = "#1c1c1c", "#ffffff", "#1a4f8b", "#595959"
"""All but the ground have a contrast of at least 7 to 1 upon it."""

_BODY = f"margin:0;padding:0;background-color:{GROUND};color:{TEXT}"
_SHEET = (
    f"max-width:640px;margin:0 auto;padding:24px 16px;background-color:{GROUND};color:{TEXT};"
    "font-family:Georgia,'Times New Roman',serif;font-size:17px;line-height:1.45"
)
_H1 = "font-size:26px;line-height:1.2;margin:0 0 4px"
_H2 = "font-size:18px;margin:28px 0 8px"
_SMALL = f"color:{DIM};font-size:14px;margin:0 0 12px"
_WARNING = f"border-left:4px solid #b35900;padding:4px 12px;margin:12px 0;color:{TEXT};font-size:15px"
_ITEM = "margin:0 0 14px"
_LINK = f"color:{LINK};text-decoration:underline;font-weight:bold"
_QUOTE = "margin:2px 0 0"

_HEAD_STYLE = """
@media print { a { color: #000000 !important; } li, section { break-inside: avoid; } h2 { break-after: avoid; }
  .sheet { max-width: none !important; padding: 0 !important; font-size: 11pt !important; }
  li a[href]::after { content: " (" attr(href) ")"; font-weight: normal; font-size: 9pt; } }
@media (prefers-color-scheme: dark) { body, .sheet, .warning { background-color: #161616 !important;
  color: #eaeaea !important; } a { color: #9cc4f5 !important; } .dim { color: #b8b8b8 !important; }
  svg rect[fill="#1f5fa8"] { fill: #9cc4f5; } svg text { fill: #b8b8b8; } }
"""


def page(digest: Digest) -> str:
    """Return a digest as an HTML document."""
    title = escape(wording.title(digest))
    head = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<meta name="referrer" content="no-referrer">\n<style>{_HEAD_STYLE}</style>\n</head>\n'
    )
    body = f'<body style="{_BODY}">\n<main class="sheet" style="{_SHEET}">\n{_joined(digest, title)}</main>\n</body>\n'
    return f"{head}{body}</html>\n"


def _joined(digest: Digest, title: str) -> str:
    return "".join(f"{part}\n" for part in _parts(digest, title) if part)


def _parts(digest: Digest, title: str) -> Iterator[str]:
    yield f'<h1 style="{_H1}">{title}</h1>'
    yield _dim(wording.summary(digest))
    for warning in wording.warnings(digest):
        yield f'<p class="warning" style="{_WARNING}">{escape(warning)}</p>'
    yield picture(digest)
    if digest.days:
        yield _dim(wording.days_line(digest))
    for line in digest.lines:
        yield f'<p dir="auto" style="{_ITEM}">{escape(line)}</p>'
    for section in digest.sections:
        yield from _section(section)
    if not digest.sections:
        yield f'<p style="{_ITEM}">{escape(wording.nothing(digest))}</p>'
    if said := wording.reading(digest):
        yield f'<p style="{_ITEM}">{escape(said)}</p>'
    yield _dim(wording.FOOT)


def _section(section: DigestSection) -> Iterator[str]:
    yield f'<h2 style="{_H2}">{escape(wording.heading(section))}</h2>'
    yield '<ul style="margin:0;padding:0;list-style:none">'
    yield from map(_item, section.items)
    yield "</ul>"


def _item(item: DigestItem) -> str:
    link, title = escape(wording.address(item.paper.id)), escape(wording.paper_title(item.paper))
    quote = (
        f'<p dir="auto" style="{_QUOTE}">{escape(item.quote.text)} '
        f'<span class="dim" style="color:{DIM};font-size:14px">({escape(item.quote.maker)})</span></p>'
        if item.quote
        else ""
    )
    return (
        f'<li style="{_ITEM}"><a dir="auto" href="{link}" style="{_LINK}">{title}</a>'
        f'<div class="dim" style="color:{DIM};font-size:14px">{escape(wording.facts(item))}</div>{quote}</li>'
    )


def _dim(text: str) -> str:
    return f'<p class="dim" style="{_SMALL}">{escape(text)}</p>'
