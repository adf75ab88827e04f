"""What is known while one page is read: its address, the footnotes met so far, and what had to be left out.

Reading ── shared by inlines, blocks, tables, front
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urljoin

from selectolax.lexbor import LexborNode

from tuiread.blocks import Footnote
from tuiread.cleaning import clean_url

MOST_DEPTH = 90
"""How deep elements may be nested; what is deeper is taken as plain words."""

MOST_CELLS = 20_000
"""How many cells all tables of a page may have."""

TEXT = "-text"
"""selectolax's name for a piece of text."""

DROPPED_TAGS = frozenset(
    {
        "script", "style", "nav", "header", "footer", "dialog", "button", "template", "noscript", "iframe",
        "object", "embed", "form", "input", "select", "textarea", "link", "meta", "base", "audio", "video",
        "-comment", "annotation",
    }
)  # fmt: skip

DROPPED_CLASSES = frozenset(
    {
        "ltx_ERROR", "ltx_note_type", "ltx_listing_data", "ltx_page_footer", "ltx_page_header", "ltx_page_navbar",
        "ltx_page_logo", "ltx_pagination", "ltx_rdf", "ltx_hidden", "ltx_indexphrase", "sr-only", "package-alerts",
        "ltx_TOC", "ltx_role_newpage", "ltx_dates",
    }
)  # fmt: skip


class Reading:
    """One page while it is read.

    Args:
        url: the page's address.
    """

    def __init__(self, url: str) -> None:
        self._url = url.partition("#")[0]
        self.footnotes: list[Footnote] = []
        self.skipped: list[str] = []
        self.cells_left = MOST_CELLS

    def skip(self, sentence: str) -> None:
        """Keep in a sentence that something was left out; each is said once."""
        if sentence not in self.skipped:
            self.skipped.append(sentence)

    def target(self, href: str | None) -> str:
        """Return where a link leads: an anchor of this page, an address on the web, or nowhere (empty)."""
        href = (href or "").strip()
        if href.startswith(f"{self._url}#"):
            href = href.removeprefix(self._url)
        if href.startswith("#"):
            return href[1:]
        if href.startswith("mailto:"):
            return href if href.isprintable() else ""
        return clean_url(href) or ""

    def image_url(self, src: str | None) -> str:
        """Return the absolute address of an image; empty for one that lies within the page or nowhere."""
        if not src or src.startswith("data:"):
            return ""
        # arXiv serves images below the page's own address, which has no slash at its end.
        base = self._url if self._url.endswith("/") else f"{self._url}/"
        return clean_url(urljoin(base, src)) or ""


def classes_of(node: LexborNode) -> frozenset[str]:
    """Return the classes of an element."""
    return _parted(node.attrs.get("class") or "")


@lru_cache(maxsize=1_000)
def _parted(classes: str) -> frozenset[str]:
    """Part what most elements of a page have in common with others."""
    return frozenset(classes.split())


def kept_classes(node: LexborNode) -> frozenset[str] | None:
    """Return the classes of an element; None of one that is no part of the paper."""
    attributes = node.attrs
    classes = _parted(attributes.get("class") or "")
    is_dropped = node.tag in DROPPED_TAGS or "hidden" in attributes or not classes.isdisjoint(DROPPED_CLASSES)
    return None if is_dropped else classes
