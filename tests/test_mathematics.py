"""Formulas in Unicode: on one line and as boxes, whatever their authors wrote."""

from __future__ import annotations

import pytest
from hypothesis import example, given, strategies as st

from tests.conftest import Golden
from tuiread.document.mathematics import box, line
from tuiread.lines import Span, width

LINES = {
    r"x_i^2": "xᵢ²",
    r"x_{ij}": "xᵢⱼ",
    r"a_{n+1}": "aₙ₊₁",
    r"10^{-3}": "10⁻³",
    r"e^{i\pi}+1=0": "e^(iπ) + 1 = 0",
    r"x^{ab}": "xᵃᵇ",
    r"x_{b}": "x_b",
    r"p_\theta(x)": "p_θ(x)",
    r"A^\top B^T": "AᵀBᵀ",
    r"x^*": "x*",
    r"90^\circ": "90°",
    r"f'(x)": "f′(x)",
    r"f''": "f′′",
    r"\frac{a}{b}": "a/b",
    r"\frac{a+b}{2c}": "(a + b)/(2c)",
    r"\frac12": "1/2",
    r"\frac{1}{2}x": "1/2 x",
    r"\tfrac{\partial f}{\partial x}": "∂f/(∂x)",
    r"{a \over b}": "a/b",
    r"\binom{n}{k}": "(n over k)",
    r"{n \choose k}": "(n over k)",
    r"\genfrac{(}{)}{0pt}{}{n}{k}": "(n over k)",
    r"\genfrac{}{}{}{0}{a}{b}": "a/b",
    r"\sqrt{x}": "√x",
    r"\sqrt{x+1}": "√(x + 1)",
    r"\sqrt{x_i}": "√xᵢ",
    r"\sqrt{x^2}": "√(x²)",
    r"\sqrt[3]{x}": "∛x",
    r"\sqrt[n]{x}": "ⁿ√x",
    r"\sum_{i=1}^{n} x_i": "∑ᵢ₌₁ⁿ xᵢ",
    r"\sum_t \log \pi_t": "∑ₜ log πₜ",
    r"\int_0^1 f(x)\,dx": "∫₀¹ f(x) dx",
    r"\prod_{k} k": "∏ₖ k",
    r"\lim_{n\to\infty} a_n": "lim_(n→∞) aₙ",
    r"\max_{x\in X} f(x)": "max_(x∈X) f(x)",
    r"\argmin_\theta L": "arg min_θ L",
    r"\operatorname*{arg\,max}_{w} f": "arg max_w f",
    r"\operatorname{softmax}(z)": "softmax(z)",
    r"\mathrm{softmax}(QK^T)": "softmax(QKᵀ)",
    r"\sin x + \cos(y)": "sin x + cos(y)",
    r"\log_2 n": "log₂ n",
    r"a+b-c": "a + b − c",
    r"-x": "−x",
    r"(-1)": "(−1)",
    r"a=-b": "a = −b",
    r"a\cdot b\times c": "a · b × c",
    r"a\le b\geq c\neq d": "a ≤ b ≥ c ≠ d",
    r"a \approx b \sim c": "a ≈ b ∼ c",
    r"f: X\to Y": "f : X → Y",
    r"x\in\mathbb{R}^{d}": "x ∈ ℝᵈ",
    r"\mathbb{E}[X]": "𝔼[X]",
    r"\mathbb{N},\mathbb{Z},\mathbb{Q},\mathbb{C}": "ℕ, ℤ, ℚ, ℂ",
    r"\mathcal{L}": "ℒ",
    r"\mathcal{N}(0,I)": "𝒩(0, I)",
    r"\mathfrak{g}": "𝔤",
    r"\mathbf{x}": "𝐱",
    r"\boldsymbol{\alpha}": "𝛂",
    r"\bm{W}": "𝐖",
    r"{\bf x}+y": "𝐱 + y",
    r"\mathtt{abc}": "𝚊𝚋𝚌",
    r"\hat{x}": "x̂",
    r"\bar{x}": "x̄",
    r"\tilde{x}": "x̃",
    r"\vec{v}": "v⃗",
    r"\dot{x}": "ẋ".replace("ẋ", "x\u0307"),
    r"\overline{AB}": "A̅B̅",
    r"\hat{x}_i": "x̂ᵢ",
    r"\text{if } x > 0": "if x > 0",
    r"\text{where $x$ is}": "where x is",
    r"d_{\text{model}}": "d_(model)",
    r"\mathrm{head}_{i}": "headᵢ",
    r"\alpha\beta\gamma": "αβγ",
    r"\Gamma\Omega": "ΓΩ",
    r"\epsilon,\varepsilon": "ϵ, ε",
    r"\infty": "∞",
    r"\nabla f": "∇f",
    r"\partial_t u": "∂ₜu",
    r"\forall x\,\exists y": "∀x ∃y",
    r"A\cup B\cap C": "A ∪ B ∩ C",
    r"A\subseteq B": "A ⊆ B",
    r"x\not= y": "x ≠ y",
    r"x\notin A": "x ∉ A",
    r"\not\in": "∉",
    r"\{x \mid x>0\}": "{x ∣ x > 0}",
    r"\left\{a\right\}": "{a}",
    r"\left(\frac{a}{b}\right)": "(a/b)",
    r"\left.f\right|_{0}": "f|₀",
    r"\|x\|_2": "‖x‖₂",
    r"|x|": "|x|",
    r"\langle x,y\rangle": "⟨x, y⟩",
    r"\lfloor x\rfloor": "⌊x⌋",
    r"p(x|y)": "p(x|y)",
    r"x,y": "x, y",
    r"1,\ldots,n": "1, …, n",
    r"x_1,\dots,x_n": "x₁, …, xₙ",
    r"a\quad b": "a b",
    r"a\!b": "ab",
    r"a~b": "a b",
    r"\displaystyle x": "x",
    r"x\label{eq:1}": "x",
    r"x\nonumber": "x",
    r"x\tag{3}": "x (3)",
    r"\color{red}x": "x",
    r"\textcolor{red}{x}": "x",
    r"\underbrace{a+b}_{n}": "a + b (n)",
    r"\overset{d}{=}": "=ᵈ",
    r"\stackrel{!}{=}": "=^!",
    r"\xrightarrow{f}": "→ᶠ",
    r"a \bmod n": "a mod n",
    r"a \pmod n": "a (mod n)",
    r"\begin{pmatrix}a&b\\c&d\end{pmatrix}": "(a b; c d)",
    r"\begin{cases}1&x\\0&y\end{cases}": "{1 x; 0 y",
    r"a&=b\\c&=d": "a = b, c = d",
    r"x % a comment": "x",
    "x\n+\ny": "x + y",
    r"50\%": "50%",
    r"\#\{a\}": "#{a}",
    r"\ell": "ℓ",
    r"\hbar": "ℏ",
    r"\Re z": "ℜz",
    r"\emptyset": "∅",
    r"\oplus": "⊕",
    r"\mapsto": "↦",
    r"\Rightarrow": "⇒",
    r"\iff": "⟺",
    r"\ll": "≪",
    r"\propto": "∝",
    r"\pm 1": "±1",
    r"\unknown": "unknown",
    r"\foo{bar}": "foo bar",
    r"O(n\log n)": "O(n log n)",
    r"\hskip 10.0pt x": "x",
    r"\mbox{words here}": "words here",
    r"\cancel{x}": "x̸",
}  # fmt: skip
"""TeX, and how it reads within a sentence: all of them looked at."""

BOXES = [
    r"\frac{a+b}{2c}", r"\frac{1}{1+\frac{1}{x}}", r"\sum_{i=1}^{n} \frac{x_i}{n}", r"\prod_{k=1}^\infty a_k",
    r"\int_0^\infty e^{-x^2}\,dx=\frac{\sqrt{\pi}}{2}", r"\sqrt{x+1}", r"\sqrt{\frac{a}{b}}", r"\sqrt[3]{x+1}",
    r"\lim_{n\to\infty} a_n", r"\max_{1\le i\le n} |x_i|", r"\operatorname*{arg\,max}_{w\in\mathcal{W}} w^\top x",
    r"x^{y^{z}}", r"x_{i_{j}}", r"W^{Q}_{i}\in\mathbb{R}^{d_{\text{model}}\times d_{k}}", r"e^{-\frac{x^2}{2}}",
    r"\left(\frac{a}{b}\right)^{2}", r"\left[\frac{a}{b}\right]", r"\left\{\frac{a}{b}\right\}", r"\left|\frac{a}{b}\right|",
    r"\left\|\frac{a}{b}\right\|", r"\left\langle\frac{a}{b}\right\rangle", r"\left\lfloor\frac{a}{b}\right\rfloor",
    r"\left.\frac{df}{dx}\right|_{x=0}", r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", r"\begin{bmatrix}1&0\\0&1\end{bmatrix}",
    r"\begin{vmatrix}a&b\\c&d\end{vmatrix}", r"\begin{Bmatrix}a\\b\\c\end{Bmatrix}", r"\begin{matrix}a&b\\c&d\end{matrix}",
    r"\begin{bmatrix}\frac{1}{2}&0\\0&x_{n}^{2}\end{bmatrix}",
    r"f(x)=\begin{cases}1&\text{if } x>0\\0&\text{otherwise}\end{cases}",
    r"\begin{cases}a&b\\c&d\\e&f\end{cases}", r"\begin{aligned}a&=b+c\\&=d\end{aligned}",
    r"\begin{aligned}f(x)&=\frac{1}{2}\\g(x)&=3\end{aligned}", r"\begin{gathered}a+b\\c\end{gathered}",
    r"\begin{array}{lr}a&b\\ccc&ddd\end{array}", r"\begin{split}a&=b\\&=c\end{split}", r"\binom{n}{k}",
    r"\underbrace{a+b+c}_{n\text{ terms}}", r"\overbrace{x+y}^{2}", r"\underbrace{a}", r"\overline{x+y}",
    r"\underline{x+y}", r"\widehat{xyz}", r"\overrightarrow{AB}", r"\hat{x}+\bar{y}", r"\sum_{\substack{i<n\\j<m}} a_{ij}",
    r"\overset{\text{def}}{=}", r"\stackrel{d}{\to}", r"\underset{x}{\min} f(x)", r"a\xrightarrow[n\to\infty]{p}b",
    r"\bigcup_{i\in I} A_i", r"\bigoplus_{k} V_k", r"\iint_{D} f\,dA", r"\oint_{C} F", r"\sum\nolimits_{i} x_i",
    r"\int\limits_{a}^{b} f", r"\frac{\sum_i a_i}{\sum_j b_j}", r"\mathrm{softmax}(\frac{QK^{T}}{\sqrt{d_{k}}})V",
    r"\mathbb{E}_{x\sim p}\left[\log\frac{p(x)}{q(x)}\right]", r"x=\frac{-b\pm\sqrt{b^{2}-4ac}}{2a}", r"数据_{i}^{2}",
    r"\prescript{14}{6}{C}", r"a\tag{7}",
]  # fmt: skip
"""TeX whose boxes stand in the golden file, all of them looked at."""


@pytest.mark.parametrize(("tex", "shown"), LINES.items())
def test_a_formula_reads_well_within_a_sentence(tex: str, shown: str) -> None:
    assert line(tex) == shown


def test_boxes_look_as_they_did(golden: Golden) -> None:
    golden("\n\n".join("\n".join((tex, *box(tex).lines)) for tex in BOXES), "mathematics/boxes")


def is_even(lines: tuple[str, ...]) -> bool:
    return len({width((Span(text),)) for text in lines}) <= 1


def test_a_wide_formula_is_broken_before_relations_and_operators() -> None:
    long = " + ".join(f"a_{{{number}}}x^{{{number}}}" for number in range(20)) + r" = \frac{1}{2}"
    for cells in (20, 40, 60):
        found = box(long, cells)
        assert found.cells <= cells
        assert is_even(found.lines)
        assert "".join("".join(found.lines).split()).count("+") == 19


def test_what_no_break_makes_fit_is_given_on_one_line() -> None:
    assert box(r"\frac{" + "a" * 60 + "}{b}", 20).lines == (f"{'a' * 60}/b",)


def test_a_formula_that_fits_is_not_broken() -> None:
    assert box("a+b=c", 40) == box("a+b=c")


HOSTILE = [
    r"\sqrt" * 4000, "{" * 10_000, "}" * 500, "x^" * 5000, r"\bf " * 4000, r"a\over " * 3000, r"\left(" * 3000,
    r"\sqrt[" * 2500, r"\text{$" * 2500, r"\begin{matrix}" * 1000, r"\substack{" * 1500, r"\frac" * 3000, "&" * 9000,
    r"\\" * 9000, r"\begin{array}{" + "c" * 5000 + "}" + "a&" * 5000, r"\end{x}", "\\", "^", "_", "a^", r"\left", r"\right",
    "$" * 100, "%" * 100, r"\not" * 3000, r"\underbrace{" * 1000, "'" * 5000, r"\overset{a}" * 2000, "x_{" * 3000,
    "1" * 100_000, "a+" * 60_000, r"\hat" * 4000, "\x1b[31m", "\u202ea",
]  # fmt: skip


@pytest.mark.parametrize("tex", HOSTILE, ids=lambda tex: ascii(tex[:12]))
def test_whatever_comes_becomes_a_text(tex: str) -> None:
    assert "\\" not in line(tex) or tex == "\\"
    assert is_even(box(tex).lines)
    assert is_even(box(tex, 30).lines)


PIECES = st.sampled_from([
    "x", "12", "+", "=", "^", "_", "{", "}", "&", r"\\", r"\frac", r"\sqrt", r"\alpha", r"\sum", r"\left(", r"\right)",
    r"\text{a b}", r"\begin{cases}", r"\end{cases}", r"\mathbf", r"\hat", " ", "数", r"\over", r"\,", "'", "[", "]", "%",
])  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join), st.integers(20, 80))
@example(r"\frac+x^", 20)
def test_any_pieces_of_tex_become_lines_of_one_width(tex: str, cells: int) -> None:
    assert "\n" not in line(tex)
    assert "\\" not in line(tex)
    assert is_even(box(tex).lines)
    found = box(tex, cells)
    assert is_even(found.lines)
    assert found.cells <= cells or len(found.lines) == 1
    assert 0 <= found.baseline < max(1, len(found.lines))
