"""Applications out of the catalogue: drafts of blueprints, with what was said laid over them."""
