"""The reference articles: labels and fingerprints of the seed files, and the check against them."""
