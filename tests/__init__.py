"""A package, as another of that name may be installed: a plain folder would stand behind it."""
