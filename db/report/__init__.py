"""A file's contents on one page."""
