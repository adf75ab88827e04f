"""The categories of arXiv, as its taxonomy lists them, and which one a reader means.

Source: https://arxiv.org/category_taxonomy
"""

from __future__ import annotations

_CLASSES = {
    "astro-ph": "CO EP GA HE IM SR",
    "cond-mat": "dis-nn mes-hall mtrl-sci other quant-gas soft stat-mech str-el supr-con",
    "cs": "AI AR CC CE CG CL CR CV CY DB DC DL DM DS ET FL GL GR GT HC IR IT LG LO MA MM MS NA NE NI OH OS PF PL RO SC "
    "SD SE SI SY",
    "econ": "EM GN TH",
    "eess": "AS IV SP SY",
    "math": "AC AG AP AT CA CO CT CV DG DS FA GM GN GR GT HO IT KT LO MG MP NA NT OA OC PR QA RA RT SG SP ST",
    "nlin": "AO CD CG PS SI",
    "physics": "acc-ph ao-ph app-ph atm-clus atom-ph bio-ph chem-ph class-ph comp-ph data-an ed-ph flu-dyn gen-ph "
    "geo-ph hist-ph ins-det med-ph optics plasm-ph pop-ph soc-ph space-ph",
    "q-bio": "BM CB GN MN NC OT PE QM SC TO",
    "q-fin": "CP EC GN MF PM PR RM ST TR",
    "stat": "AP CO ME ML OT TH",
}
"""The classes of each archive that has some."""

_ARCHIVES = ("gr-qc", "hep-ex", "hep-lat", "hep-ph", "hep-th", "math-ph", "nucl-ex", "nucl-th", "quant-ph")
"""The archives without classes."""

CATEGORIES = frozenset(
    (*_ARCHIVES, *_CLASSES, *(f"{archive}.{name}" for archive, names in _CLASSES.items() for name in names.split()))
)
"""Every category; an archive's own name stands for papers from before it had classes."""

_BY_SMALL_LETTERS = {category.lower(): category for category in CATEGORIES}


def category_of(text: str) -> str | None:
    """Return the arXiv category that a text names, written as arXiv does; None where it names none.

    >>> category_of("CS.lg"), category_of("cond-mat.Stat-Mech"), category_of("hep-th"), category_of("cs.QQ")
    ('cs.LG', 'cond-mat.stat-mech', 'hep-th', None)
    """
    return _BY_SMALL_LETTERS.get(text.strip().lower())


def archive_of(text: str) -> str | None:
    """Return the archive that a text names, such as ``cs``; None where it names none.

    >>> archive_of("CS"), archive_of("cs.LG")
    ('cs', None)
    """
    known = text.strip().lower()
    return known if known in _CLASSES or known in _ARCHIVES else None
