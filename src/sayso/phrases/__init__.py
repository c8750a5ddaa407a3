"""Words that people say of rows, addresses and times, understood: what blocks and bots both read.

``said`` is a text from which each reading takes what it understood, ``meaning`` what words come down to,
``filters`` and ``trying`` read what is said of rows, ``columns`` and ``samples`` what an address answers,
``times`` and ``timing`` when, and ``writing`` turns it into Python.
"""
