"""The language of change as models speak it: edits whose targets are names, translated to ids."""
