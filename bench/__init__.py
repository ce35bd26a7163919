"""What Tinsach is measured by, side by side with its peers in one run: `python -m bench --help`."""
