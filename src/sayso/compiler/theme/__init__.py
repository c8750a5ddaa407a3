"""From the few values of a theme to every token of the app kit."""
