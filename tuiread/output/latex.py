r"""Text as LaTeX that both old and new programs read: ``R&D of Erdős's α-nets`` becomes ``R\&D of Erd{\H{o}}s's ...``.

Signs that mean something to TeX are written out, letters with accents as accents, Greek and the common signs of
mathematics as mathematics.  Everything else (other scripts, emoji) stays UTF-8, which LaTeX has read since 2018.  Only
commands that LaTeX knows without a package are used, and braces always come in pairs: BibTeX counts them even after a
backslash.  Not a converter of formulas: titles here are text already (cleaning).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SIGNS = {
    "\\": "{\\textbackslash}",
    "{": "{\\textbraceleft}",
    "}": "{\\textbraceright}",
    "$": "\\$",
    "&": "\\&",
    "#": "\\#",
    "%": "\\%",
    "_": "\\_",
    "^": "{\\textasciicircum}",
    "~": "{\\textasciitilde}",
    "<": "{\\textless}",
    ">": "{\\textgreater}",
    "|": "{\\textbar}",
    "–": "{\\textendash}",
    "—": "{\\textemdash}",
    "“": "{\\textquotedblleft}",
    "”": "{\\textquotedblright}",
    "‘": "{\\textquoteleft}",
    "’": "{\\textquoteright}",
    "…": "{\\ldots}",
    "§": "{\\S}",
    "©": "{\\textcopyright}",
    "®": "{\\textregistered}",
    "™": "{\\texttrademark}",
    "†": "{\\dag}",
    "‡": "{\\ddag}",
    "£": "{\\pounds}",
    "¿": "{\\textquestiondown}",
    "¡": "{\\textexclamdown}",
}
_ACCENTS = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "=",
    "\u0306": "u",
    "\u0307": ".",
    "\u0308": '"',
    "\u030a": "r",
    "\u030b": "H",
    "\u030c": "v",
    "\u0323": "d",
    "\u0327": "c",
    "\u0331": "b",
}
_LETTERS = {
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "ȷ": "j",
}  # fmt: skip
_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "varepsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma",
    "ς": "varsigma", "τ": "tau", "υ": "upsilon", "φ": "varphi", "χ": "chi", "ψ": "psi", "ω": "omega", "ϵ": "epsilon",
    "ϕ": "phi", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma",
    "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
}  # fmt: skip
_MATHEMATICS = {
    "±": "pm", "×": "times", "÷": "div", "≤": "leq", "≥": "geq", "≠": "neq", "≈": "approx", "≡": "equiv", "∼": "sim",
    "∞": "infty", "∂": "partial", "∇": "nabla", "∑": "sum", "∏": "prod", "∫": "int", "∈": "in", "∉": "notin",
    "⊂": "subset", "⊆": "subseteq", "∪": "cup", "∩": "cap", "∀": "forall", "∃": "exists", "∅": "emptyset", "⊕": "oplus",
    "⊗": "otimes", "→": "rightarrow", "←": "leftarrow", "↔": "leftrightarrow", "⇒": "Rightarrow", "⇔": "Leftrightarrow",
    "↦": "mapsto", "∝": "propto", "≪": "ll", "≫": "gg", "ℓ": "ell", "√": "surd", "⊥": "perp", "∥": "parallel",
}  # fmt: skip
_LIGATURES = re.compile(r"-(?=-)|`(?=`)|'(?=')|,(?=,)|[?!](?=`)")
"""Two signs that TeX would draw as another one."""
_GROUP = re.compile(r"\{\\[^{} ]+(?:\{\\?[A-Za-z]+\})?\}")
_FIRST_ACCENTED, _LAST_ACCENTED = 0xC0, 0x1EFF


def latex(text: str) -> str:
    r"""Return a text as LaTeX.

    >>> latex("50% of Erdős & Müller <think>")
    '50\\% of Erd{\\H{o}}s \\& M{\\"{u}}ller {\\textless}think{\\textgreater}'
    """
    return _LIGATURES.sub(r"\g<0>{}", unicodedata.normalize("NFC", text).translate(_table()))


def without_own_latex(text: str) -> str:
    """Return a text in which the letters that `latex` writes are letters again; everything else stays."""
    found = _letters()
    return _GROUP.sub(lambda group: found.get(group[0], group[0]), text)


@lru_cache(maxsize=1)
def _letters() -> dict[str, str]:
    """Return by what is written for it each letter that means nothing to TeX."""
    return {written: char for code, written in _table().items() if (char := chr(code)) not in _SIGNS}


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    """Return what stands for each character that is not itself."""
    written = {ord(letter): f"{{\\{name}}}" for letter, name in _LETTERS.items()}
    written |= {ord(sign): f"{{\\ensuremath{{\\{name}}}}}" for sign, name in (_GREEK | _MATHEMATICS).items()}
    written |= {ord(sign): name for sign, name in _SIGNS.items()}
    return _accented() | written


def _accented() -> dict[int, str]:
    r"""Return the letters of one base and one accent that LaTeX has a command for: ``é`` is ``{\'{e}}``."""
    found = {}
    for code in range(_FIRST_ACCENTED, _LAST_ACCENTED + 1):
        parts = unicodedata.normalize("NFD", chr(code))
        if len(parts) == 2 and parts[0].isascii() and parts[1] in _ACCENTS:
            found[code] = f"{{\\{_ACCENTS[parts[1]]}{{{parts[0]}}}}}"
    return found
