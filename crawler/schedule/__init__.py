"""Crawls at regular times: units for systemd, lines for cron."""
