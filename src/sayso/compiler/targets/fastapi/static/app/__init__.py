"""The application: `main` puts it together, `entities` says what it is about."""
