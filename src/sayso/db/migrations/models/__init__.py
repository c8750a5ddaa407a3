"""The parts of migration 0008: tables of models, the walls around them, what of them is audited."""
