"""Dashboards: where blocks stand, who sees them, and links for people from outside."""
