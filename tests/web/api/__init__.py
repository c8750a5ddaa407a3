"""Tests of the API as a whole: every route, every document, and what hostile callers send."""
