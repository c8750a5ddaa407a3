"""From clues to a model of the business: which things there are, what they hold, how they hang together."""
