"""Stylists."""
