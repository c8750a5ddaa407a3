"""Agencies and their sites, the users who belong to them, and what members are in modules."""
