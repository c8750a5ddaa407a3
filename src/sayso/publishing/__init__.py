"""Publishing: the timeline of a module, its versions, and the one step from a revision to the next.

A revision is checked, compiled, merged with what people changed by hand, planned against the live rows and
proved before anything is touched; then tables, files, bundle and record change in one transaction.
"""
