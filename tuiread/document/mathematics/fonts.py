"""Letters in the alphabets of mathematics: bold, double-struck, script, Fraktur, sans-serif, typewriter.

Source: https://www.unicode.org/charts/PDF/U1D400.pdf
"""

from __future__ import annotations

FONTS = {
    "mathbf": "bold", "boldsymbol": "bold", "bm": "bold", "mathbold": "bold", "pmb": "bold", "bf": "bold",
    "bfseries": "bold", "symbf": "bold", "textbf": "bold", "mathbb": "double", "Bbb": "double", "mathbbm": "double",
    "mathds": "double", "symbb": "double", "mathcal": "script", "mathscr": "script", "cal": "script", "symcal":
    "script", "EuScript": "script", "mathfrak": "fraktur", "frak": "fraktur", "mathsf": "sans", "sf": "sans",
    "textsf": "sans", "mathtt": "mono", "tt": "mono", "texttt": "mono", "mathrm": "upright", "rm": "upright",
    "mathup": "upright", "mathnormal": "italic", "mathit": "italic", "it": "italic", "textit": "italic", "textrm":
    "upright", "mit": "italic", "em": "italic", "textup": "upright", "textnormal": "upright", "mathsfit": "sans",
    "vect": "bold", "textsc": "upright",
}  # fmt: skip
"""By the name of a command, also of the old switches."""

SWITCHES = frozenset({"bf", "bfseries", "cal", "frak", "sf", "tt", "rm", "it", "mit", "em"})
"""Those that hold until the end of a group."""

_STARTS = {  # capital A, small a, digit 0
    "bold": (0x1D400, 0x1D41A, 0x1D7CE),
    "double": (0x1D538, 0x1D552, 0x1D7D8),
    "script": (0x1D49C, 0x1D4B6, None),
    "fraktur": (0x1D504, 0x1D51E, None),
    "mono": (0x1D670, 0x1D68A, 0x1D7F6),
}
_ELSEWHERE = {
    "double": dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)),
    "script": dict(zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ", strict=True)),
    "fraktur": dict(zip("CHIRZ", "ℭℌℑℜℨ", strict=True)),
}
_GREEK = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡϴΣΤΥΦΧΨΩ∇αβγδεζηθικλμνξοπρςστυφχψω∂ϵϑϰϕϱϖ"
_BOLD_GREEK = 0x1D6A8


def in_font(text: str, font: str | None) -> str:
    """Return letters and digits in an alphabet; what it lacks stays as it is."""
    if font in (None, "upright", "italic", "sans") or not text:
        return text
    return "".join(_letter(letter, font) for letter in text)


def _letter(letter: str, font: str | None) -> str:
    assert font is not None
    if letter in _ELSEWHERE.get(font, {}):
        return _ELSEWHERE[font][letter]
    capital, small, digit = _STARTS[font]
    if "A" <= letter <= "Z":
        return chr(capital + ord(letter) - ord("A"))
    if "a" <= letter <= "z":
        return chr(small + ord(letter) - ord("a"))
    if digit is not None and "0" <= letter <= "9":
        return chr(digit + ord(letter) - ord("0"))
    if font == "bold" and letter in _GREEK:
        return chr(_BOLD_GREEK + _GREEK.index(letter))
    return letter
