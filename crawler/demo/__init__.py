"""Three small newspapers on this machine: real markup, invented articles, no internet.

`crawler.demo.server.DemoServer` serves them; `crawler.demo.articles.DEMO_ARTICLES` is the truth
their pages are rendered from.
"""
