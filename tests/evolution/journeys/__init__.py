"""Long journeys of an application: random edits, writes, undo and redo, and their laws."""
