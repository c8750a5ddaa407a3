"""From the model of a business to the spec: entities, permissions, reports, components and pages."""
