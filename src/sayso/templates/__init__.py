"""Templates of an agency: applications of theirs that others begin from, and what became of those.

Below conversations, which begin with one; above publishing, which takes over newer versions.
"""
