"""What Sayso knows of trades, things and words, as data that a person of the trade can read and correct.

Blueprints of whole applications, found by words; patterns, a lexicon and the senses of nouns for what none of
them has. Nothing is read before somebody asks; ``design.drafts`` makes applications of it.
"""
