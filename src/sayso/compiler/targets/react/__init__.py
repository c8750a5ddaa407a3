"""React of a module: one file per component and page, the application and its tests."""
