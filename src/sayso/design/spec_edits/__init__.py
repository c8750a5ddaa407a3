"""Parts of a spec as edits: entities with screens and access, components, their places on pages."""
