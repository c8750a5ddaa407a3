"""The parts of migration 0007: tables of people and keys, the walls between agencies, the audit log."""
