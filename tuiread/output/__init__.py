"""Records become files and documents for other programs: JSON today, citations and digests later.

Not here: lines for people (words), and writing anything anywhere (the command line prints).
"""
