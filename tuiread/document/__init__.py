"""A paper's full text: pages become blocks, blocks become lines, TeX becomes Unicode.

    HTML, PDF ── latexml, pdf ──> blocks.Document ── layout ──> lines.Line
                                      TeX ── mathematics ──┘

Everything here is pure and takes nothing for granted: what comes in is a stranger's file.  It does *not* fetch, keep or
draw, and knows no screen but its width.
"""
