"""Dashboards: what is on them, how it is laid out, and with whom they are shared."""
