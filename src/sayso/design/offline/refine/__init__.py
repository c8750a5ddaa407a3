"""Refinement: what people say about an application they see becomes edits of its spec, or an answer.

``refine`` splits a message into wishes; each intent in ``intents`` recognises one kind of wish and says
which edits
fulfil it. ``mentions`` finds the elements that words speak of, ``focus`` what *that* means,
``arranging`` moves
nodes of layout trees.
"""

from sayso.design.types import Decision, Refinement

from .engine import refine

__all__ = ["Decision", "Refinement", "refine"]
