"""Full-text search as a Vietnamese reader expects it."""
