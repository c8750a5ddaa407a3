"""Designing modules: words become typed edits of a spec, by rules offline or by a model."""
