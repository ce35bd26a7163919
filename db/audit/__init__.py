"""The cross-page audit: what stands in many articles and should not, what was dropped from one and should not."""
