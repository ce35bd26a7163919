"""In and out: pages and articles from elsewhere into the file, and the file's pages and articles for other tools."""
