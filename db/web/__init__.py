"""Pages on the file for a browser: what `tinsach serve` adds to Datasette."""
