"""What is known of TeX's commands by name: which say only how, which show nothing, which one of their arguments."""

from __future__ import annotations

from tuiread.document.mathematics.tokens import words

STYLES = words("""
    displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits nonumber notag allowbreak relax protect
    bigl bigr bigm big Big bigg Bigg Bigl Bigr Bigm biggl biggr biggm Biggl Biggr Biggm hline toprule midrule
    bottomrule noindent centering strut mathstrut null displaylimits normalsize small footnotesize scriptsize tiny
    large Large LARGE huge Huge mathsurround nobreak break newline linebreak pagebreak par upshape itshape
    mdseries rmfamily sffamily ttfamily normalfont unboldmath boldmath begingroup endgroup bgroup egroup
    leavevmode ignorespaces unskip fi else mathopen mathclose mathpunct mathinner mathord vcenter
""")
"""Commands that say how, not what; what follows them is shown as it is."""

LEFT_OUT = {
    "label": 1, "hspace": 1, "vspace": 1, "color": 1, "vphantom": 1, "hphantom": 1, "cline": 1,
    "cmidrule": 1, "setlength": 2, "addtolength": 2, "rule": 2, "pagecolor": 1, "definecolor": 3, "fontsize": 2,
    "index": 1, "footnote": 1, "hypertarget": 1, "thinmuskip": 0, "arraystretch": 0, "arraycolsep": 0, "phantom": 1,
    "newcommand": 2, "renewcommand": 2, "providecommand": 2, "DeclareMathOperator": 2, "extrarowheight": 0,
    "tabcolsep": 0, "footnotemark": 0, "mathcode": 0, "everymath": 1,
}  # fmt: skip
"""Commands that show nothing, with how many arguments go with them."""

LAST_ARGUMENT = {
    "textcolor": 2, "mathcolor": 2, "colorbox": 2, "fcolorbox": 3, "raisebox": 2, "scalebox": 2, "resizebox": 3,
    "href": 2, "hyperref": 1, "mathrel": 1, "mathbin": 1, "mathop": 1, "smash": 1, "mathstrut": 1, "ensuremath": 1,
    "boxed": 1, "fbox": 1, "framebox": 1, "mathrlap": 1, "mathllap": 1, "mathclap": 1, "rlap": 1,
    "llap": 1, "clap": 1, "adjustbox": 2, "class": 2, "cssId": 2, "mathchoice": 4, "makebox": 1, "rotatebox": 2,
    "reflectbox": 1, "uppercase": 1, "lowercase": 1, "MakeUppercase": 1, "mathinner": 1,
    "hyperlink": 2, "shortstack": 1, "parbox": 2, "minipage": 1,
}  # fmt: skip
"""Commands of which the last argument is what is shown."""

TEXTS = words("""
    text mbox hbox textnormal textrm textup textmd textit textsl emph textsc textlf textsf texttt textbf intertext
    shortintertext unit operatorname operatornamewithlimits operatorname* ref eqref cite citep citet url pageref
    autoref cref Cref textsuperscript textsubscript enquote
""")  # fmt: skip
"""Commands whose argument is words."""

BRACKETED = {
    "matrix": ("", ""), "smallmatrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "Bmatrix": ("{", "}"),
    "vmatrix": ("|", "|"), "Vmatrix": ("‖", "‖"), "cases": ("{", ""), "dcases": ("{", ""), "rcases": ("", "}"),
    "psmallmatrix": ("(", ")"), "bsmallmatrix": ("[", "]"), "numcases": ("{", ""),
}  # fmt: skip
"""Environments of rows and columns with the brackets around them."""

UNITS = words("""
    pt em ex mu cm mm in pc bp sp dd cc
""")
