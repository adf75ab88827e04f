"""tuiread: a terminal reader of research papers, local-first.

This package module holds the version and nothing else: importing it costs nothing and starts nothing.
"""

__version__ = "0.1.0"
HOMEPAGE = "https://github.com/tuiread/tuiread"
