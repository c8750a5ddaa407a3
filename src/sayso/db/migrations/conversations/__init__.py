"""The parts of migration 0010: tables of build sessions, the walls around them, what of them is audited."""
