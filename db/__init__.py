"""The SQLite file: what was fetched, what was made of it, and what became of every URL."""
