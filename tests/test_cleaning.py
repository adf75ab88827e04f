"""Text from outside is safe for a terminal, and reads well."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, strategies as st

from tuiread.cleaning import clean_paragraphs, clean_text, clean_url, readable, readable_paragraphs

SAMPLES = Path(__file__).parents[2] / "shared" / "samples" / "hf_daily_papers"

NASTY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\x00\x07\x1b\x9b\x9d\x9c\t\n\r\u200b\u200c\u200d\u202e\u2066\u2069\ufeff\ufe0f\u0301\u0948\u2028"
        ),
        st.sampled_from("[]0;mPX^_ab\\\u0627\u0915\u1100\u1161"),
        st.characters(categories=["Mn", "Me", "Cf", "Co", "Cs"]),
    )
)
TEXISH = st.lists(st.sampled_from(["alpha", "frac", "sqrt", "hat", "text", *"$\\{}[]^_&#;%~`'\"a 1("])).map("".join)

JOINERS = "\u200c\u200d"


def assert_safe(text: str) -> None:
    """Fail for anything that a terminal would act on, or that nobody would see."""
    for char in text:
        category = unicodedata.category(char)
        assert category[0] != "C" or char in JOINERS, f"{char!r} is {category}"
        assert category not in ("Zl", "Zp"), f"{char!r} breaks lines"
        assert category != "Zs" or char == " ", f"{char!r} is no plain space"
    for place, char in enumerate(text):
        if char in JOINERS:
            assert text[place + 1].isalpha()
            assert text[place - 1] > "\u05ff"
    assert not re.search(r"^ | $|  ", text)


@given(NASTY)
@example("\u0627\u200c\u200c\u0628")
@example("e\u034f\u0301")
@example("\u0915\u094d\u200d\u202e\u0937")
@example("a" + "\u0301" * 50 + "b")
@example("x\u0301\u200d" + "\u0301" * 6)
@example("\x1b]0;title\x07")
def test_cleaned_text_is_safe_folded_and_stays_as_it_is(text: str) -> None:
    cleaned = clean_text(text)
    assert_safe(cleaned)
    assert clean_text(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert len(cleaned) <= 3 * len(text)


@given(NASTY)
def test_cleaned_text_has_no_flood_of_marks(text: str) -> None:
    kinds = "".join("m" if unicodedata.category(char)[0] == "M" else "." for char in clean_text(text))
    assert "mmmmm" not in kinds


@given(NASTY)
def test_cleaned_paragraphs_are_safe_lines_with_one_blank_line_between(text: str) -> None:
    cleaned = clean_paragraphs(text)
    for paragraph in cleaned.split("\n\n"):
        assert_safe(paragraph)
    assert clean_paragraphs(cleaned) == cleaned


@given(st.one_of(NASTY, TEXISH))
@example("$" * 301)
@example("\\a{" * 200)
@example("${{{{{{{{{{{{$")
@example("&#0;&#27;[31m&#x202e;&#xd800;&NotAnEntity;")
def test_readable_text_is_safe_and_of_bounded_length(text: str) -> None:
    for result in (readable(text), readable_paragraphs(text)):
        for paragraph in result.split("\n\n"):
            assert_safe(paragraph)
        assert len(result) <= 10 * len(text)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("A title\n  in two lines", "A title in two lines"),
        ("tab\tand\x0bmore\x85", "tab and more"),
        ("no\u00a0break thin\u2009space", "no break thin space"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b31mred\x9b0m", "red"),
        ("a\x1b]0;a new window title\x07b", "ab"),
        ("a\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\b", "alinkb"),
        ("a\x1bPq#0;2;0;0;0\x1b\\b", "ab"),
        ("an unfinished \x1b]0;sequence keeps its words", "an unfinished 0;sequence keeps its words"),
        ("\x1b(0lines\x1b(B \x1bcreset", "lines reset"),
        ("bell\x07 back\x08space \x7fdelete", "bell backspace delete"),
        ("left\u202eright\u202c \u2066isolated\u2069", "leftright isolated"),
        ("zero\u200bwidth\ufeff soft\u00adhyphen word\u2060joiner", "zerowidth softhyphen wordjoiner"),
        ("half \ud800 a pair", "half a pair"),
        ("private \ue000 and unassigned \U000e0fff", "private and unassigned"),
        ("blank\u3164 filler\u2800", "blank filler"),
        ("a heart \u2764\ufe0f", "a heart \u2764"),
        ("de\u0301ja\u0300", "déjà"),
        ("z" + "\u0335" * 30 + "algo", "z" + "\u0335" * 4 + "algo"),
        ("<think> GPT-[n] [bold]x[/bold]", "<think> GPT-[n] [bold]x[/bold]"),
        ("", ""),
    ],
)
def test_text_is_cleaned(text: str, cleaned: str) -> None:
    assert clean_text(text) == cleaned


@pytest.mark.parametrize("word", ["می\u200cخواهم", "क्\u200dष", "ක්\u200dෂ"])
def test_joiners_stay_where_the_script_needs_them(word: str) -> None:
    assert clean_text(word) == word


@pytest.mark.parametrize("text", ["a\u200db", "\u200dab", "ab\u200c", "\U0001f469\u200d\U0001f4bb", "م\u200c م"])
def test_joiners_go_where_they_only_hide(text: str) -> None:
    assert clean_text(text) == text.translate({0x200C: None, 0x200D: None})


def test_paragraphs_stay_apart() -> None:
    assert clean_paragraphs("One\nline.\r\n\r\nTwo.\n  \n\nThree.\x1b]0;\n\nx\x07\n") == "One line.\n\nTwo.\n\nThree."
    assert readable_paragraphs("5\\%\n\n\\&") == "5%\n\n&"


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"$\alpha$-nets", "α-nets"),
        (r"VLM$^2$-Bench", "VLM²-Bench"),
        (r"the $L_2$ norm", "the L₂ norm"),
        (r"$10^{-3}$ and $x^{2k+1}$", "10⁻³ and x²ᵏ⁺¹"),
        (r"$\Lambda_{\alpha}$, $L_{\psi_2}$, $H^{p,q}(R^n)$", "Λ_α, L_(ψ₂), H^(p,q)(Rⁿ)"),
        (r"$2 \times 2$ at $90^\circ$, $C^*$, $f^\prime$", "2 × 2 at 90°, C*, f'"),
        (r"$\sqrt{5}$, $\sqrt[3]{x+1}$, $\frac{a+b}{2}$", "√5, ³√(x+1), (a+b)/2"),
        (r"$\mathcal{O}(n \log n)$ over $\mathbb{R}^d$", "O(n log n) over ℝᵈ"),
        (r"$\hat{x}$ and $\widetilde{O}(d)$, $\hat{abc}$", "x̂ and Õ(d), abc"),
        (r"$\sim$30 H$_2$O, $50%$", "∼30 H₂O, 50%"),
        (r"$\left( x \right)$ ${\cal Z}$", "( x ) Z"),
        (r"\(TPP\) and \[x_1\]", "TPP and x₁"),
        (r"\textbf{C}ausal \textsc{Net}s, \emph{so \textit{nested}}", "Causal Nets, so nested"),
        (r"S\&R: 70\% of \#1, a\_b, \$5", "S&R: 70% of #1, a_b, $5"),
        (
            r"Pl\"ucker, Pok\'e, Erd\H{o}s, {\'E}lie, Teichm{\"u}ller, \v{S}umperk",
            "Plücker, Poké, Erdős, Élie, Teichmüller, Šumperk",
        ),
        (r"360{\deg} view, {\bf bold} type", "360° view, bold type"),
        (r"19.63\,FPS of 10\times less", "19.63 FPS of 10× less"),
        (r"``quoted'' text", "“quoted” text"),
        # What remains where a service has taken the dollars away.
        ("UniF^2ace, UI2Code^N, 10^{26}, 2^32, (q^{*},s^{*})", "UniF²ace, UI2Codeᴺ, 10²⁶, 2³², (q*,s*)"),
        ("z_{t}, π_{0.5}, n=4{,}851, R^2{=}0.9", "zₜ, π_0.5, n=4,851, R²=0.9"),
        (r"\texttt{foo_size} stays", "foo_size stays"),
    ],
)
def test_latex_becomes_characters(latex: str, text: str) -> None:
    assert readable(latex) == text


@pytest.mark.parametrize(
    "text",
    [
        "worth $1 Million",
        "from $5 to $10",
        "at $5-$10 an hour",
        "costs $5 and $6",
        "between 4$ and 5$ a day",
        "for $3 per paper, not US$44 or $630K.",
        "only $200k. With this model, 30$ of it",
    ],
)
def test_money_is_no_mathematics(text: str) -> None:
    assert readable(text) == text


@pytest.mark.parametrize(
    "text",
    [
        r"we present \ours, a framework",
        r"valued at \1 million",
        r"\method{x} and \boxed{4}",
        r"$\foo{bar}$ and $\frac{1}{$",
        r"as in \cite{someone}, \input{/etc/passwd}, \today",
        "${{{{$",
        "snake_case, x ^_^ y, {braces}, 100% of it",
        "https://example.org/~user/a_b?c=d&e=f",
        "<think> GPT-[n]",
    ],
)
def test_what_is_no_latex_that_can_be_read_stays_as_it_is(text: str) -> None:
    assert readable(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R&amp;D&#39;s &lt;think&gt; &#x3b1;&eacute;", "R&D's <think> αé"),
        ("AT&T, Q&A; search&regression", "AT&T, Q&A; search&regression"),
        ("an escape &#27;[31mhere&#x202e;", "an escape [31mhere"),
        ("&amp;lt;", "&lt;"),
        ("&unknown; &#1114112;", "&unknown; \N{REPLACEMENT CHARACTER}"),
    ],
)
def test_html_entities_become_characters(text: str, expected: str) -> None:
    assert readable(text) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (" https://example.org/a?b=c#d\n", "https://example.org/a?b=c#d"),
        ("HTTP://Example.org", "HTTP://Example.org"),
        ("https://example.org/\x1b[31m\u202ex", "https://example.org/x"),
        ("https://example.org/with space", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("//example.org", None),
        ("example.org", None),
        ("https://", None),
        ("https://example.org/" + "x" * 2_000, None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_pass(url: str | None, expected: str | None) -> None:
    assert clean_url(url) == expected


def test_long_hostile_texts_are_read_to_their_end() -> None:
    # What a careless pattern would try again and again, until somebody stops it.
    for piece in (r"\a{", "{\\a", "``a", "$a ", "\\(", "a^{", "a_{", r"\a{{b}", "\x1b]a", "\x9d", "\n  ", "\\'a"):
        text = piece * 5_000
        assert len(readable(text)) <= len(text)


def test_the_converter_is_loaded_only_for_texts_that_need_it() -> None:
    program = (
        "import sys; from tuiread.cleaning import readable; readable('Plain & simple: 5% of text\\n  and \\\\%');"
        "print('pylatexenc' in sys.modules); readable('$x$'); print('pylatexenc' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


@pytest.mark.skipif(not SAMPLES.exists(), reason="the recorded answers are not on this machine")
def test_recorded_texts_lose_nothing_but_markup() -> None:
    for file in sorted(SAMPLES.glob("*.json")):
        for item in json.loads(file.read_bytes()):
            for text in (item["title"], item["paper"]["title"], item["paper"]["summary"]):
                cleaned, shown = clean_text(text), readable(text)
                assert cleaned == unicodedata.normalize("NFC", " ".join(text.split()))
                if not set(text) & set("\\$^{`&"):
                    assert shown == cleaned
                assert not re.search(r"\\[%&_#,'\"]|\\text|\$\S+\$", shown)
