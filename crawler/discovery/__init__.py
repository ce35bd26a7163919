"""Where articles are found: feeds, sitemaps, section pages. Pure functions from what was served to links."""
