"""First contact with a live newspaper: a few polite requests, and what they say about the outlet's files."""
