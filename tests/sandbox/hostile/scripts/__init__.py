"""JavaScript and TypeScript that means harm, by the seam that it comes through."""
