"""Telling someone: a webhook, a mail, metrics for Prometheus. No secret goes into a log, and no failure ends a run."""
