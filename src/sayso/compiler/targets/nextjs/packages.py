"""The packages of an exported project, pinned to versions that were built and run together."""

SCRIPTS = {
    "dev": "next dev",
    "build": "next build",
    "start": "next start",
    "types": "tsc",
    "test": "vitest run",
    "migrate": "node --env-file=.env scripts/migrate.mjs",
    "add-member": "node --env-file=.env scripts/add-member.mjs",
}

DEPENDENCIES = {
    "@dnd-kit/core": "6.3.1",
    "@sayso/app-kit": "file:./app-kit",
    "@tanstack/react-query": "5.108.0",
    "@tanstack/react-router": "1.170.46",
    "chrono-node": "2.10.3",
    "clsx": "2.1.1",
    "cmdk": "1.1.1",
    "lucide-react": "1.75.0",
    "next": "16.4.6",
    "pg": "8.23.1",
    "radix-ui": "1.8.1",
    "react": "19.3.1",
    "react-dom": "19.3.1",
    "react-hook-form": "7.92.0",
    "recharts": "3.10.1",
    "sonner": "2.0.8",
    "tailwind-merge": "3.7.0",
    "zod": "4.6.7",
}

DATA: dict[str, dict[str, str]] = {"postgres": {}, "supabase": {"@supabase/supabase-js": "2.119.0"}}
"""What each access to the data needs besides; ``pg`` runs the migrations everywhere."""

DEVELOPMENT = {
    "@testing-library/dom": "10.4.2",
    "@testing-library/react": "16.3.3",
    "@types/node": "20.19.43",
    "@types/pg": "8.23.1",
    "@types/react": "19.3.0",
    "@types/react-dom": "19.3.0",
    "jsdom": "26.1.0",
    "typescript": "5.9.3",
    "vitest": "4.1.12",
}


def dependencies(data: str) -> dict[str, str]:
    """What a project with this access to its data runs on, by name."""
    return dict(sorted((DEPENDENCIES | DATA[data]).items()))
