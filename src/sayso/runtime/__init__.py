"""Hosts modules: installs them, answers their data API, runs flows and reports, keeps files and bundles."""
