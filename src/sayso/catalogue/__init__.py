"""What Sayso knows of trades, things and words, as data that a person of the trade can read and correct."""
