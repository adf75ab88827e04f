"""Text from outside, made safe for a terminal and pleasant to read.

    clean_text        one line: no control, bidirectional, invisible or unassigned characters; white space folded; NFC
    clean_paragraphs  the same, with blank lines kept as paragraph breaks
    readable          clean_text, then HTML entities and LaTeX as Unicode characters
    clean_url         an http(s) address without anything a terminal would act on, or None

Not a renderer: markup (``<think>``, ``GPT-[n]``) stays the literal text that it is, and nothing is cut to a width.
Plain ASCII text, the common case, passes in a few microseconds; the LaTeX converter is loaded when the first text
needs it.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_MAX_MARKS = 4
"""Combining marks (and jamo without a syllable) kept in a row: Burmese needs four, floods (zalgo) have dozens."""

_ESCAPE = re.compile(
    "(?:\x1b[PX^_\\]]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x80-\x9f]*(?:\x07|\x1b\\\\|\x9c)"  # OSC, DCS, SOS, PM, APC
    "|(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI
    "|\x1b[ -/]*[0-~]"  # all shorter ones, and the introducers of unfinished ones
)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_INVISIBLE = re.compile(
    # Characters that count as letters, marks or symbols for Python, but draw nothing: fillers, variation selectors
    # (terminals disagree about the width of what they select), joiners of graphemes.
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_JOINERS = "\u200c\u200d"
_JOINING_SCRIPTS = ("\u0600", "\u08ff"), ("\u0900", "\u0dff"), ("\u1000", "\u109f"), ("\u1780", "\u18af")
_MARKS_POSSIBLE = re.compile(f"[^\0-\u02ff\u2000-\u20cf]{{{_MAX_MARKS + 1}}}")
_PARAGRAPH_BREAK = re.compile(r"\n[ \t\r]*\n|\r[ \t]*\r|\u2029")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def clean_text(text: str) -> str:
    """Return the text as one line that is safe to write to a terminal.

    Removed: escape sequences as a whole, control characters (white space among them becomes a space), bidirectional
    overrides and isolates, zero-width and other invisible characters, private-use and unassigned characters, lone
    surrogates, combining marks beyond the fourth in a row.  The zero-width joiner and non-joiner stay only between two
    letters of scripts whose spelling needs them (Arabic, Indic, Burmese, Khmer, Mongolian); in emoji they would glue
    pictures whose joint width no two terminals agree on.  The result is NFC, and cleaning it again changes nothing.
    """
    if not text.isprintable():
        # Line ends are what is not printable in most texts; what is printable without them holds no escape sequence.
        folded = " ".join(text.split())
        text = folded if folded.isprintable() else " ".join(_ESCAPE.sub("", text).split())
    if text.isascii() and text.isprintable():
        return text if _is_folded(text) else " ".join(text.split())
    if not text.isprintable():
        text = "".join(char for char in text if char.isprintable() or char in _JOINERS)
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    if any(joiner in text for joiner in _JOINERS):
        text = _drop_idle_joiners(text)
    if _MARKS_POSSIBLE.search(text):
        text = _bound_marks(text)
    return text if _is_folded(text) else " ".join(text.split())


def without_controls(line: str) -> str:
    """Return a line without what a terminal would act on, its blanks as they are: the last gate of what is printed."""
    return line if line.isascii() and line.isprintable() else _CONTROL.sub("", _ESCAPE.sub("", line))


def clean_paragraphs(text: str) -> str:
    r"""Return the text cleaned, with its paragraphs kept apart by one blank line.

    >>> clean_paragraphs("one\nline\n \n\nanother")
    'one line\n\nanother'
    """
    return _by_paragraph(clean_text, text)


def readable(text: str) -> str:
    r"""Return the text cleaned, with HTML entities and LaTeX turned into characters.

    To be called once, on what the source gave: a second pass could take what the first wrote for markup.

    >>> readable(r"R&amp;D of $\alpha$-nets costs $1 Million, S\&R $10^{-3}$")
    'R&D of α-nets costs $1 Million, S&R 10⁻³'
    """
    text = clean_text(text)
    if "&" in text and ";" in text:
        import html

        text = clean_text(_ENTITY.sub(lambda entity: html.unescape(entity[0]), text))
    if "\\" in text or "$" in text or "^" in text or "{" in text or "``" in text:
        text = clean_text(_TEX.sub(_translate, text, count=_MAX_FRAGMENTS))
    return text


def readable_paragraphs(text: str) -> str:
    """Return the text as `readable` does, with its paragraphs kept apart by one blank line."""
    return _by_paragraph(readable, text)


def clean_url(url: str | None) -> str | None:
    """Return a web address that can be shown, copied and opened; None for anything else.

    >>> clean_url(" https://example.org/a ")
    'https://example.org/a'
    >>> clean_url("javascript:alert(1)")
    """
    if not url or len(url) > _MAX_URL:
        return None
    cleaned = clean_text(url)
    return cleaned if _WEB_ADDRESS.fullmatch(cleaned) else None


_MAX_URL = 2_000
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#][^\s]*", re.IGNORECASE)


def _is_folded(text: str) -> bool:
    return "  " not in text and text[:1] != " " and text[-1:] != " "


def _by_paragraph(clean: Callable[[str], str], text: str) -> str:
    if "\n" not in text and "\r" not in text and "\u2029" not in text:
        return clean(text)
    paragraphs = (clean(part) for part in _PARAGRAPH_BREAK.split(_ESCAPE.sub("", text.replace("\r\n", "\n"))))
    return "\n\n".join(part for part in paragraphs if part)


def _bound_marks(text: str) -> str:
    kept, run = [], 0
    for char in text:
        is_mark = unicodedata.category(char)[0] == "M" or "\u1160" <= char <= "\u11ff" or "\ud7b0" <= char <= "\ud7ff"
        run = run + 1 if is_mark else 0
        if run <= _MAX_MARKS:
            kept.append(char)
    return "".join(kept)


def _drop_idle_joiners(text: str) -> str:
    def joins(place: int) -> bool:
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        return after.isalpha() and all(
            any(first <= char <= last for first, last in _JOINING_SCRIPTS) for char in (before, after)
        )

    kept = "".join(char for place, char in enumerate(text) if char not in _JOINERS or joins(place))
    return unicodedata.normalize("NFC", kept)


# --- LaTeX, fragment by fragment: a whole abstract is not LaTeX (a bare % would be a comment, $5 mathematics)

_MAX_FRAGMENTS = 200
"""Per text; the richest recorded abstract has 30."""

_GROUP = r"\{[^{}]{0,200}(?:\{[^{}]{0,200}\}[^{}]{0,200}){0,5}\}"
_TEX = re.compile(
    rf"""
      (?P<sign>   \\[%&\#_$]                                            )   # \%
    | (?P<space>  \\[,;:!/\ ] | \\\\                                    )   # 19.63\,FPS
    | (?P<dollars>\$\$? (?=[^\s$]) [^$]{{1,300}} (?<=\S) \$\$? (?!\d)   # $L_2$, but not $5-$10
                 |\$\$? [^$\\]{{0,300}} \\ [^$]{{1,300}} \$\$?             )   # $\sim$30
    | (?P<bracket>\\\( .{{1,300}}? \\\) | \\\[ .{{1,300}}? \\\]         )   # \(L_2\)
    | (?P<accent> \\["'`^~=.] (?: \{{\\?[A-Za-z]\}} | \\[ij](?![A-Za-z]) | [aeiouyAEIOUY] | (?<=[A-Za-z]..)[A-Za-z] ))
    | (?P<macro>  \\[A-Za-z]+ (?: (?:\[[^\[\]]{{0,40}}\])? {_GROUP} (?:{_GROUP})? )? ~? )   # \textbf{{x}}
    | (?P<group>  \{{ \\ [^{{}}]{{1,200}} (?: {_GROUP} [^{{}}]{{0,200}} ){{0,5}} \}}  )   # {{\deg}}
    | (?P<brace>  \{{[=,+:-]\}}                                         )   # 4{{,}}851
    | (?P<up>     (?<=[^\s^]) \^ (?: \{{[^{{}}]{{1,40}}\}} | \d+ | [A-Za-z](?![A-Za-z]) )  )   # L^2M
    | (?P<down>   (?<=[^\s_]) _ \{{[^{{}}]{{1,40}}\}}                   )   # z_{{t}}
    | (?P<quote>  `` [^`]{{1,300}}? ''                                  )
    """,
    re.VERBOSE,
)
_PROSE_WORD = re.compile(r"(?<![A-Za-z\\])[A-Za-z]{2,}")
_MACRO_WITH_WORDS = re.compile(r"\\[A-Za-z]+(?:\{[^{}]*\})?")
_LONE_PERCENT = re.compile(r"(?<!\\)%")
_STYLED_LETTER = re.compile("[\U0001d400-\U0001d7ff]")
_SUPERSCRIPTS = str.maketrans(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδ",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟ",
)
_SUBSCRIPTS = str.maketrans("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_MARKS_AT_THE_TOP = {"*", "'", "′", "†"}


def _translate(match: re.Match[str]) -> str:
    """Return one fragment of LaTeX as characters, or as it was when it is none after all."""
    raw = match[0]
    match match.lastgroup:
        case "sign":
            return raw[1]
        case "space":
            return " "
        case "brace":
            return raw[1]
        case "quote":
            return f"“{raw[2:-2]}”"
        case "dollars":
            body = raw.strip("$").strip()
            return _converted(body, raw, is_formula=True) if _is_formula(body) else raw
        case "bracket":
            return _converted(raw[2:-2], raw, is_formula=True)
        case "up" | "down":
            script = raw if raw[1] == "{" else f"^{{{raw[1:]}}}"
            return _converted(script, raw, is_formula=True)
        case _:
            tie = " " if raw.endswith("~") else ""
            return _converted(raw.removesuffix("~"), raw, is_formula=False) + tie


def _is_formula(body: str) -> bool:
    """Tell mathematics from a sentence between two sums of money."""
    words = _PROSE_WORD.findall(_MACRO_WITH_WORDS.sub("", body))
    return " " not in body or len(words) <= (2 if any(sign in body for sign in "\\^_{=") else 0)


def _converted(fragment: str, raw: str, *, is_formula: bool) -> str:
    r"""Return a fragment as Unicode, or ``raw`` if the converter cannot read it.

    The text between dollars is the author's own and many readers know LaTeX: shown as it is, an unreadable formula is
    still exact, while a half-read one would be wrong without looking wrong.  The same holds for a macro that only the
    paper defines (``\ours``): dropping it would leave a hole in the sentence.
    """
    convert = _load_converter()
    try:
        text = convert(_LONE_PERCENT.sub(r"\\%", fragment), is_formula)
    except Exception:  # the converter's own errors, or an IndexError or RecursionError on nonsense
        return raw
    return _STYLED_LETTER.sub(lambda letter: unicodedata.normalize("NFKC", letter[0]), text)


def _script(mark: str, text: str) -> str:
    text = text.strip()
    if mark == "^" and text == "∘":
        return "°"
    if mark == "^" and text in _MARKS_AT_THE_TOP:
        return text
    table, packed = (_SUPERSCRIPTS if mark == "^" else _SUBSCRIPTS), text.replace(" ", "")
    if all(ord(char) in table for char in packed):
        return packed.translate(table)
    return mark + (text if len(text) == 1 or re.fullmatch(r"[A-Za-z0-9.]+", text) else f"({text})")


_LETTER_ACCENTS = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "bar": "\u0304",
    "overline": "\u0304",
    "vec": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
    "check": "\u030c",
}
_SILENT = re.compile(
    "left|right|middle|[bB]igg?[lr]?|(display|text|script)style|(no)?limits|rm|bf|it|em|tt|sf|sc|cal|tiny|small|[lL]arge"
    "|xspace|(un)?boldmath|noindent|protect|relax"
)
_FRACTIONS = ("frac", "dfrac", "tfrac", "nicefrac", "textfrac")
_REFUSED = (
    *("today", "input", "include", "includegraphics", "title", "author", "date", "maketitle", "item", "vspace"),
    *("part", "chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph"),
)


@functools.cache
def _load_converter() -> Callable[[str, bool], str]:
    """Return a function of a fragment of LaTeX and whether it is a formula, taught to write on one line."""
    from pylatexenc import latex2text, latexwalker, macrospec  # type: ignore[import-untyped]

    words = latexwalker.get_default_latex_context_db().filter_context(keep_categories=["latex-base"])
    arguments = {"operatorname": "{", "boldsymbol": "{", "bm": "{", "mathnormal": "{"} | dict.fromkeys(_FRACTIONS, "{{")
    words.add_context_category("tuiread", macros=[macrospec.MacroSpec(*spec) for spec in arguments.items()])
    formulas = words.filter_context()
    script = macrospec.MacroStandardArgsParser("{")
    formulas.add_context_category("scripts", specials=[macrospec.SpecialsSpec(m, args_parser=script) for m in "^_"])
    writer = latex2text.LatexNodes2Text(latex_context=_writing_rules(latex2text))

    def convert(fragment: str, is_formula: bool) -> str:
        tex, context = (f"${fragment}$", formulas) if is_formula else (fragment, words)
        return str(writer.latex_to_text(tex, latex_context=context, tolerant_parsing=False))

    return convert


def _writing_rules(latex2text: Any) -> Any:
    """Return the library's rules without those for documents, with ours for what it writes ambiguously."""
    known = ["latex-base", "latex-approximations", "nonascii-specials", "advanced-symbols"]
    rules = latex2text.get_default_latex_context_db().filter_context(keep_categories=known)
    own: dict[str, Any] = {
        **dict.fromkeys(_REFUSED, _refuse),
        **{name: functools.partial(_accented, mark=mark) for name, mark in _LETTER_ACCENTS.items()},
        "sqrt": _write_root,
        **dict.fromkeys(_FRACTIONS, _write_fraction),
        "url": "%s",
        "deg": "°",
    }
    rules.add_context_category(
        "tuiread",
        prepend=True,
        macros=[latex2text.MacroTextSpec(name, simplify_repl=rule) for name, rule in own.items()],
        specials=[latex2text.SpecialsTextSpec(mark, simplify_repl=_write_script) for mark in "^_"],
    )
    rules.set_unknown_macro_spec(latex2text.MacroTextSpec("", simplify_repl=_write_unknown))
    return rules


def _refuse(node: Any) -> str:
    raise ValueError(f"not for one line of text: {node.macroname}")


def _accented(node: Any, l2tobj: Any, mark: str) -> str:
    text = str(l2tobj.node_arg_to_text(node, 0))
    return unicodedata.normalize("NFC", text + mark) if len(text) == 1 else text


def _write_script(node: Any, l2tobj: Any) -> str:
    return _script(node.specials_chars, l2tobj.node_arg_to_text(node, 0))


def _write_root(node: Any, l2tobj: Any) -> str:
    degree, text = (str(l2tobj.node_arg_to_text(node, place)) for place in (0, 1))
    return f"{_script('^', degree) if degree else ''}√{text if text.isalnum() else f'({text})'}"


def _write_fraction(node: Any, l2tobj: Any) -> str:
    parts = (str(l2tobj.node_arg_to_text(node, place)) for place in (0, 1))
    return "/".join(part if re.fullmatch(r"[\w√.]+", part) else f"({part})" for part in parts)


def _write_unknown(node: Any, l2tobj: Any) -> str:
    if node.nodeargd and node.nodeargd.argnlist:
        return str(l2tobj.nodelist_to_text([part for part in node.nodeargd.argnlist if part]))
    if _SILENT.fullmatch(node.macroname):
        return ""
    if node.parsing_state.s.startswith("{", node.pos + node.len):
        raise ValueError(f"unknown macro with arguments: {node.macroname}")
    return f"\\{node.macroname}"
