"""TypeScript of a module: types, Zod schemas, entity definitions, services and hooks."""
