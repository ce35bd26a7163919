"""Rehearsing a redesign: pages changed as newspapers change theirs, and what the monitor noticed of it."""
