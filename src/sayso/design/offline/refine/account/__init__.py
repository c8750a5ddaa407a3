"""The accounting of words: a wish is done only where the change used every word that says something.

``check`` compares the words of a clause with ``evidence`` of what was touched, ``claims`` holds what is said
of rights, places and limits against the result, ``owners`` asks whose a thing is, ``refusal`` answers where
something is left, with ``choices`` that work. The vocabulary is data: ``account.toml``.
"""

from .check import content, is_remark, refused_by
from .choices import nearest
from .evidence import Step
from .refusal import Refused, refusal, unread

__all__ = ["Refused", "Step", "content", "is_remark", "nearest", "refusal", "refused_by", "unread"]
