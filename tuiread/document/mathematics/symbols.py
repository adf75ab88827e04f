"""TeX's names of symbols as Unicode, and what kind of atom each one is: facts, nothing that runs.

Kinds are those of TeX: ``ord`` (a letter), ``bin`` (between two things), ``rel`` (a relation), ``op`` (a name such as
sin), ``big`` (an operator that carries limits), ``open``, ``close``, ``punct``.

Source: https://tug.ctan.org/info/symbols/comprehensive/symbols-a4.pdf, https://www.unicode.org/reports/tr25/
"""

from __future__ import annotations

from tuiread.document.mathematics.tokens import words


def _table(kind: str, words: str) -> dict[str, tuple[str, str]]:
    pieces = words.split()
    return {name: (symbol, kind) for name, symbol in zip(pieces[::2], pieces[1::2], strict=True)}


SYMBOLS: dict[str, tuple[str, str]] = {
    **_table(
        "ord",
        """
        alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ
        varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ
        phi ϕ varphi φ chi χ psi ψ omega ω digamma ϝ Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ
        Phi Φ Psi Ψ Omega Ω varGamma Γ varDelta Δ varTheta Θ varLambda Λ varXi Ξ varPi Π varSigma Σ varUpsilon Υ
        varPhi Φ varPsi Ψ varOmega Ω Alpha Α Beta Β Epsilon Ε Zeta Ζ Eta Η Iota Ι Kappa Κ Mu Μ Nu Ν Omicron Ο Rho Ρ
        Tau Τ Chi Χ infty ∞ partial ∂ nabla ∇ hbar ℏ hslash ℏ ell ℓ Re ℜ Im ℑ wp ℘ aleph ℵ beth ℶ gimel ℷ daleth ℸ
        imath ı jmath ȷ emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ top ⊤ bot ⊥ angle ∠
        measuredangle ∡ sphericalangle ∢ triangle △ triangledown ▽ vartriangle △ blacktriangle ▲ blacktriangledown ▼
        square □ Box □ blacksquare ■ lozenge ◊ Diamond ◇ blacklozenge ⧫ bigstar ★ clubsuit ♣ diamondsuit ♢ heartsuit
        ♡ spadesuit ♠ flat ♭ natural ♮ sharp ♯ prime ′ backprime ‵ dots … ldots … cdots ⋯ vdots ⋮ ddots ⋱ dotsc …
        dotsb ⋯ dotsm ⋯ dotsi ⋯ dotso … hdots … degree ° circledS Ⓢ complement ∁ eth ð mho ℧ Finv Ⅎ Game ⅁ Bbbk 𝕜
        copyright © textregistered ® pounds £ euro € yen ¥ S § P ¶ checkmark ✓ maltese ✠ surd √ ss ß ae æ AE Æ oe œ
        OE Œ o ø O Ø aa å AA Å l ł L Ł i ı j ȷ textdegree ° textmu µ textohm Ω textbullet • textperiodcentered · lq
        ‘ rq ’ textendash – textemdash — textasciitilde ~ textasciicircum ^ textbackslash ∖ textunderscore _
        textless < textgreater > textbar | # # $ $ % % & & _ _ backslash ∖ vert | Vert ‖ | ‖ lbrace { rbrace }
        lbrack [ rbrack ] slash / dag † ddag ‡ textdagger † diameter ⌀ male ♂ female ♀ hearts ♥
        smiley ☺ frownie ☹ lightning ↯
        """,
    ),
    **_table(
        "bin",
        """
        pm ± mp ∓ times × div ÷ cdot · cdotp · ast ∗ star ⋆ circ ∘ bullet • cap ∩ cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔ vee
        ∨ lor ∨ wedge ∧ land ∧ setminus ∖ smallsetminus ∖ wr ≀ diamond ⋄ bigtriangleup △ bigtriangledown ▽
        triangleleft ◁ triangleright ▷ lhd ⊲ rhd ⊳ unlhd ⊴ unrhd ⊵ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ bigcirc
        ◯ dagger † ddagger ‡ amalg ⨿ boxplus ⊞ boxminus ⊟ boxtimes ⊠ boxdot ⊡ ltimes ⋉ rtimes ⋊ leftthreetimes ⋋
        rightthreetimes ⋌ curlyvee ⋎ curlywedge ⋏ barwedge ⊼ veebar ⊻ doublebarwedge ⩞ intercal ⊺ dotplus ∔
        divideontimes ⋇ Cap ⋒ Cup ⋓ circledast ⊛ circledcirc ⊚ circleddash ⊝ centerdot · obar ⌽ interleave ⫴ fatsemi
        ⨟
        """,
    ),
    **_table(
        "rel",
        """
        le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ leqslant ⩽ geqslant ⩾ leqq ≦ geqq ≧ lneq ⪇ gneq ⪈ lneqq ≨ gneqq ≩ nleq ≰
        ngeq ≱ nless ≮ ngtr ≯ ll ≪ gg ≫ lll ⋘ ggg ⋙ equiv ≡ sim ∼ nsim ≁ simeq ≃ approx ≈ approxeq ≊ cong ≅ ncong ≇
        doteq ≐ doteqdot ≑ triangleq ≜ coloneqq ≔ colonequals ≔ coloneq ≔ eqqcolon ≕ Coloneqq ⩴ bumpeq ≏ Bumpeq ≎
        circeq ≗ eqcirc ≖ questeq ≟ propto ∝ varpropto ∝ asymp ≍ prec ≺ succ ≻ preceq ⪯ succeq ⪰ preccurlyeq ≼
        succcurlyeq ≽ precsim ≾ succsim ≿ nprec ⊀ nsucc ⊁ lesssim ≲ gtrsim ≳ lessapprox ⪅ gtrapprox ⪆ lessgtr ≶
        gtrless ≷ lesseqgtr ⋚ gtreqless ⋛ in ∈ notin ∉ ni ∋ owns ∋ notni ∌ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇
        subsetneq ⊊ supsetneq ⊋ subseteqq ⫅ supseteqq ⫆ subsetneqq ⫋ supsetneqq ⫌ nsubseteq ⊈ nsupseteq ⊉ nsubset ⊄
        Subset ⋐ Supset ⋑ sqsubset ⊏ sqsupset ⊐ sqsubseteq ⊑ sqsupseteq ⊒ mid ∣ nmid ∤ parallel ∥ nparallel ∦
        shortmid ∣ shortparallel ∥ perp ⊥ vdash ⊢ dashv ⊣ models ⊨ vDash ⊨ Vdash ⊩ Vvdash ⊪ nvdash ⊬ nvDash ⊭ VDash
        ⊫ bowtie ⋈ Join ⋈ smile ⌣ frown ⌢ between ≬ pitchfork ⋔ therefore ∴ because ∵ vartriangleleft ⊲
        vartriangleright ⊳ trianglelefteq ⊴ trianglerighteq ⊵ ntriangleleft ⋪ to → rightarrow → gets ← leftarrow ←
        leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ implies ⟹ impliedby ⟸ iff ⟺ longrightarrow ⟶
        longleftarrow ⟵ longleftrightarrow ⟷ Longrightarrow ⟹ Longleftarrow ⟸ Longleftrightarrow ⟺ mapsto ↦
        longmapsto ⟼ mapsfrom ↤ hookrightarrow ↪ hookleftarrow ↩ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑
        Downarrow ⇓ Updownarrow ⇕ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ rightharpoonup ⇀ rightharpoondown ⇁
        leftharpoonup ↼ leftharpoondown ↽ rightleftharpoons ⇌ leftrightharpoons ⇋ upharpoonright ↾ restriction ↾
        leadsto ⇝ rightsquigarrow ⇝ leftrightsquigarrow ↭ twoheadrightarrow ↠ twoheadleftarrow ↞ rightarrowtail ↣
        leftarrowtail ↢ rightrightarrows ⇉ leftleftarrows ⇇ leftrightarrows ⇆ rightleftarrows ⇄ upuparrows ⇈
        circlearrowleft ↺ circlearrowright ↻ curvearrowleft ↶ curvearrowright ↷ dashrightarrow ⇢ dashleftarrow ⇠
        nrightarrow ↛ nleftarrow ↚ nRightarrow ⇏ nLeftarrow ⇍ nleftrightarrow ↮ nLeftrightarrow ⇎ Lleftarrow ⇚
        Rrightarrow ⇛ multimap ⊸ lt < gt > eqsim ≂ backsim ∽ thicksim ∼ thickapprox ≈ fallingdotseq ≒ risingdotseq ≓
        vcentcolon : ratio ∶ nequiv ≢ napprox ≉ independent ⫫ indep ⫫ upmodels ⫫
        """,
    ),
    **_table(
        "big",
        """
        sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ biguplus ⨄
        bigsqcup ⨆ bigsqcap ⨅
        """,
    ),
    **_table("int", "int ∫ iint ∬ iiint ∭ iiiint ⨌ oint ∮ oiint ∯ oiiint ∰ idotsint ∫⋯∫ smallint ∫ fint ⨏ intop ∫"),
    **_table(
        "open",
        """
        lparen ( langle ⟨ lfloor ⌊ lceil ⌈ lvert | lVert ‖ { { llbracket ⟦ llparenthesis ⦇ lgroup ( ulcorner
        ⌜ llcorner ⌞
        """
    ),
    **_table(
        "close",
        """
        rparen ) rangle ⟩ rfloor ⌋ rceil ⌉ rvert | rVert ‖ } } rrbracket ⟧ rrparenthesis ⦈ rgroup ) urcorner
        ⌝ lrcorner ⌟
        """
    ),
    **_table("punct", "colon :"),
}  # fmt: skip
"""By name without the backslash: the symbol and its kind."""

FUNCTIONS = words("""
    arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf injlim ker lg lim liminf limsup ln
    log max min Pr projlim sec sin sinh sup tan tanh arccot arcsec arccsc sech csch argmax argmin tr Tr rank sgn
    sign diag span varlimsup varliminf varinjlim varprojlim
""")
"""Names that are set upright, with a blank before what they are taken of."""

WITH_LIMITS = words("""
    lim liminf limsup max min sup inf det gcd Pr argmax argmin injlim projlim
""")
"""Functions whose index stands below them in a display."""

SHOWN = {
    "liminf": "lim inf", "limsup": "lim sup", "injlim": "inj lim", "projlim": "proj lim", "argmax": "arg max",
    "argmin": "arg min", "varlimsup": "lim sup", "varliminf": "lim inf", "varinjlim": "inj lim",
    "varprojlim": "proj lim",
}  # fmt: skip
"""How some names are written."""

CHARACTERS = {
    "+": ("+", "bin"), "-": ("−", "bin"), "*": ("∗", "bin"), "/": ("/", "slash"), "=": ("=", "rel"), "<": ("<", "rel"),
    ">": (">", "rel"), "(": ("(", "open"), "[": ("[", "open"), ")": (")", "close"), "]": ("]", "close"),
    ",": (",", "punct"), ";": (";", "punct"), ":": (":", "rel"), "!": ("!", "close"), "?": ("?", "close"),
    "'": ("′", "ord"), "|": ("|", "ord"), "·": ("·", "bin"), "×": ("×", "bin"), "−": ("−", "bin"), "≤": ("≤", "rel"),
    "≥": ("≥", "rel"), "→": ("→", "rel"), "∈": ("∈", "rel"), "≠": ("≠", "rel"), "≈": ("≈", "rel"), "±": ("±", "bin"),
}  # fmt: skip
"""Characters that are more than a letter."""

ACCENTS = {
    "hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "widetilde": "\u0303", "vec": "\u20d7",
    "dot": "\u0307", "ddot": "\u0308", "dddot": "\u20db", "ddddot": "\u20dc", "check": "\u030c", "widecheck": "\u030c",
    "breve": "\u0306", "acute": "\u0301", "grave": "\u0300", "mathring": "\u030a", "overline": "\u0305",
    "underline": "\u0332", "underbar": "\u0332", "overrightarrow": "\u20d7", "overleftarrow": "\u20d6",
    "overleftrightarrow": "\u20e1", "cancel": "\u0338", "bcancel": "\u0338", "xcancel": "\u0338", "not": "\u0338",
    "^": "\u0302", "~": "\u0303", "`": "\u0300", '"': "\u0308", "=": "\u0304", "u": "\u0306", "v": "\u030c",
    "H": "\u030b", "r": "\u030a", "c": "\u0327", "k": "\u0328", "b": "\u0331", "d": "\u0323", ".": "\u0307",
}  # fmt: skip
"""Combining characters that accents are."""

ACCENT_WORDS = {"\u0302": "^", "\u0303": "~", "\u20d7": "→", "\u20d6": "←", "\u20e1": "↔", "\u030c": "ˇ", "\u0306": "˘"}
"""What stands above several letters at once in a display."""

SPACES = {
    ",": " ", ":": " ", ">": " ", ";": " ", "!": "", " ": " ", "quad": "  ", "qquad": "    ", "enspace": " ",
    "thinspace": " ", "medspace": " ", "thickspace": " ", "negthinspace": "", "negmedspace": "", "negthickspace": "",
    "space": " ", "enskip": " ", "hfill": "  ", "hfil": "  ", "nobreakspace": " ",
}  # fmt: skip

DELIMITERS = {".": "", "<": "⟨", ">": "⟩", "/": "/", "|": "|"}

_SUPERSCRIPTS = (
    "0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺−⁻-⁻=⁼(⁽)⁾aᵃbᵇcᶜdᵈeᵉfᶠgᵍhʰiⁱjʲkᵏlˡmᵐnⁿoᵒpᵖrʳsˢtᵗuᵘvᵛwʷxˣyʸzᶻAᴬBᴮDᴰEᴱGᴳHᴴIᴵJᴶKᴷLᴸMᴹNᴺOᴼPᴾRᴿTᵀUᵁVⱽWᵂ"
    "βᵝγᵞδᵟθᶿφᵠϕᵠχᵡ′′∗*⊤ᵀ†† ‡‡°°"
)
_SUBSCRIPTS = "0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊−₋-₋=₌(₍)₎aₐeₑhₕiᵢjⱼkₖlₗmₘnₙoₒpₚrᵣsₛtₜuᵤvᵥxₓβᵦγᵧρᵨφᵩϕᵩχᵪ"


def _pairs(text: str) -> dict[str, str]:
    text = text.replace(" ", "")
    return dict(zip(text[::2], text[1::2], strict=True))


SUPERSCRIPTS = _pairs(_SUPERSCRIPTS) | {"∘": "°", "★": "*", "⋆": "*"}
SUBSCRIPTS = _pairs(_SUBSCRIPTS)

NEGATED = {
    "=": "≠", "∈": "∉", "≡": "≢", "∼": "≁", "⊂": "⊄", "⊆": "⊈", "<": "≮", ">": "≯", "≤": "≰", "≥": "≱", "∃": "∄",
    "→": "↛", "⇒": "⇏", "∣": "∤", "≈": "≉", "⊃": "⊅", "⊇": "⊉", "∋": "∌", "≅": "≇", "∥": "∦",
}  # fmt: skip
