"""Pages of papers in the shape that LaTeXML gives them, about nothing in particular, and a scripted source of texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tuiread.errors import NotFoundError, TuireadError
from tuiread.records import PaperId
from tuiread.sources.text_pages import FetchedPage

URL = "https://arxiv.org/html/2608.00001v2"


def math(tex: str, display: str = "inline") -> str:
    """Return a formula with all that stands in a page beside its TeX."""
    return (
        f'<math alttext="{tex}" class="ltx_Math" display="{display}"><semantics><mi>x</mi>'
        f'<annotation encoding="application/x-tex">{tex}</annotation></semantics></math>'
    )


def section(number: str, title: str, body: str, anchor: str) -> str:
    """Return a section."""
    return (
        f'<section id="{anchor}" class="ltx_section"><h2 class="ltx_title ltx_title_section">'
        f'<span class="ltx_tag ltx_tag_section">{number} </span>{title}</h2>{body}</section>'
    )


def paragraph(said: str, anchor: str = "p1") -> str:
    """Return a paragraph."""
    return f'<div id="{anchor}" class="ltx_para"><p class="ltx_p">{said}</p></div>'


def footnote(mark: str, said: str) -> str:
    """Return a footnote as it stands within a sentence."""
    return (
        f'<span id="footnote{mark}" class="ltx_note ltx_role_footnote"><sup class="ltx_note_mark">{mark}</sup>'
        f'<span class="ltx_note_outer"><span class="ltx_note_content"><sup class="ltx_note_mark">{mark}</sup>'
        f'<span class="ltx_tag ltx_tag_note">{mark}</span>{said}</span></span></span>'
    )


def cite(number: int) -> str:
    """Return a citation."""
    return f'<cite class="ltx_cite">[<a href="#bib.bib{number}" class="ltx_ref">{number}</a>]</cite>'


def equation(tex: str, number: str, anchor: str) -> str:
    """Return a displayed equation, which pages set in a table."""
    return (
        f'<table id="{anchor}" class="ltx_equation ltx_eqn_table"><tbody><tr class="ltx_equation ltx_eqn_row">'
        f'<td class="ltx_eqn_cell ltx_align_center">{math(tex, "block")}</td><td class="ltx_eqn_cell ltx_eqn_eqno">'
        f'<span class="ltx_tag ltx_tag_equation">({number})</span></td></tr></tbody></table>'
    )


def figure(label: str, said: str, image: str, anchor: str) -> str:
    """Return a figure."""
    return (
        f'<figure id="{anchor}" class="ltx_figure"><img src="{image}" class="ltx_graphics" alt="Refer to caption">'
        f'<figcaption class="ltx_caption"><span class="ltx_tag ltx_tag_figure">{label}: </span>{said}</figcaption>'
        "</figure>"
    )


TABLE = (
    '<figure id="S2.T1" class="ltx_table"><figcaption class="ltx_caption"><span class="ltx_tag ltx_tag_table">Table 1: '
    "</span>Lamps and their light.</figcaption><table class='ltx_tabular'><tbody>"
    '<tr class="ltx_tr"><th class="ltx_td ltx_th">lamp</th><th class="ltx_td ltx_th">light</th></tr>'
    '<tr class="ltx_tr"><td class="ltx_td">oil</td><td class="ltx_td ltx_align_right">1.5</td></tr>'
    '<tr class="ltx_tr"><td class="ltx_td">gas</td><td class="ltx_td ltx_align_right">20</td></tr>'
    "</tbody></table></figure>"
)


def page(body: str, abstract: str = "We look at lamps.") -> bytes:
    """Return a whole page, with what is no part of the paper around it."""
    return (
        "<!DOCTYPE html><html><head><title>t</title><style>.x{}</style></head><body>"
        '<header class="arxiv-html-header">Report issue</header><nav class="ltx_page_navbar">Contents</nav>'
        '<article class="ltx_document"><h1 class="ltx_title ltx_title_document">Of Lamps</h1>'
        '<div class="ltx_authors"><span class="ltx_creator ltx_role_author"><span class="ltx_personname">Ada Example'
        '<span class="ltx_contact ltx_role_email">ada@example.org</span></span></span></div>'
        f'<div class="ltx_abstract"><h6 class="ltx_title ltx_title_abstract">Abstract</h6><p class="ltx_p">{abstract}</p>'
        f"</div>{body}"
        '<section id="bib" class="ltx_bibliography"><h2 class="ltx_title ltx_title_bibliography">References</h2>'
        '<ul class="ltx_biblist"><li id="bib.bib1" class="ltx_bibitem"><span class="ltx_tag ltx_tag_bibitem">[1]</span>'
        '<span class="ltx_bibblock">A. Example. Reading by lamplight. arXiv:2608.00002, 2026.</span></li></ul></section>'
        '<button class="sr-only">Report issue for preceding element</button></article>'
        '<footer class="arxiv-html-footer">Report issue</footer></body></html>'
    ).encode()


LONG = " ".join(f"Sentence number {number} says that a lamp gives light." for number in range(30))

BODY = (
    section(
        "1",
        "Introduction",
        paragraph(f"A lamp of power {math('P_{0}')} gives light{footnote('1', 'Some do not.')} as {cite(1)} says.", "S1.p1")
        + paragraph(LONG, "S1.p2"),
        "S1",
    )
    + section(
        "2",
        "Light",
        paragraph('The law of lamps is <a href="#S2.E1" class="ltx_ref">(1)</a>; see '
                  '<a href="https://example.org/lamps" class="ltx_ref">a page</a>.', "S2.p1")
        + equation(r"L=\frac{P}{4\pi r^{2}}", "1", "S2.E1")
        + figure("Figure 1", "A lamp.", "x1.png", "S2.F1")
        + TABLE
        + paragraph(LONG.replace("light", "warmth"), "S2.p2"),
        "S2",
    )
)  # fmt: skip

PAGE = page(BODY)


def pdf_of(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF with the lines of its pages."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    for lines in pages:
        said = " T* ".join(f"({line})Tj" for line in lines)
        stream = f"BT /F 9 Tf 14 TL 50 780 Td {said} ET"
        objects.append(f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 842]/Contents {len(objects)} 0 R/Resources<</Font<</F 3 0 R>>>>>>"
        )
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects[1] = f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>"
    written, table = "%PDF-1.4\n", ""
    for number, each in enumerate(objects, 1):
        table += f"{len(written):010} 00000 n \n"
        written += f"{number} 0 obj\n{each}\nendobj\n"
    end = f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(written)}\n%%EOF\n"
    return f"{written}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode()


class FakePages:
    """Serves pages by what is asked: ``html``, ``html v1``, ``ar5iv``, ``pdf``; everything else is not found.

    Args:
        pages: the bodies, or the errors that are raised instead.
        images: bodies of images by their addresses.
    """

    def __init__(
        self, pages: Mapping[str, bytes | TuireadError] | None = None, images: Mapping[str, bytes] | None = None
    ) -> None:
        self.pages = dict(pages if pages is not None else {"html": PAGE})
        self.images = dict(images or {})
        self.asked: list[str] = []
        self.is_closed = False

    async def html(self, paper_id: PaperId, version: int | None) -> FetchedPage:
        """Return arXiv's page."""
        name = f"html v{version}" if f"html v{version}" in self.pages else "html" if not self._has_versions else ""
        return self._give(name or f"html v{version}", paper_id)

    async def ar5iv(self, paper_id: PaperId) -> FetchedPage:
        """Return ar5iv's page."""
        return self._give("ar5iv", paper_id)

    async def pdf(self, paper_id: PaperId, version: int | None) -> FetchedPage:
        """Return the PDF."""
        return self._give("pdf", paper_id)

    async def image(self, url: str, page_url: str, max_bytes: int) -> bytes:
        """Return an image."""
        self.asked.append(url)
        if url not in self.images:
            raise NotFoundError(f"There is no {url}.")
        return self.images[url]

    async def aclose(self) -> None:
        """Close."""
        self.is_closed = True

    @property
    def _has_versions(self) -> bool:
        return any(name.startswith("html v") for name in self.pages)

    def _give(self, name: str, paper_id: PaperId) -> FetchedPage:
        self.asked.append(name)
        body = self.pages.get(name)
        if body is None:
            raise NotFoundError(f"There is no {name} of {paper_id}.")
        if isinstance(body, TuireadError):
            raise body
        return FetchedPage(body, URL)
