"""Live previews of build sessions: the application as it is now, with sample rows, and nothing published."""
