"""A Next.js project that stands on its own: the application, its server and everything to run them."""
