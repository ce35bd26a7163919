"""Noticing that a newspaper changed: signals declared as data, one engine, alarms in the file."""
