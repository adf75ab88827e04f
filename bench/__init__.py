"""What tuiread promises of its speed and size, one script a promise; README.md holds the figures.

    first_frame      the feed over 10,000 papers is painted within 1.5x the time of ``import textual.app``
    feed_bytes       a Down in the feed sends at most 900 bytes and repaints at most one row, and rest sends none
    list_growth      a list of 1,000,000 rows costs what one of 1,000 does
    sync_speed       a sync parses and stores at least 1,500 recorded papers a second of CPU
    memory           the open feed takes at most 1.6x the memory of a bare Textual app
    bytes_per_key    the list alone beside Textual's own (no promise, but the reason for a list of our own)

Everything is a ratio to something that runs in the same rounds, because the seconds of a busy machine mean nothing.
These are *not* tests: what a machine cannot blur is asserted in tests/test_promises.py.  `generated` makes the papers
and `rounds` is what the scripts share.
"""
