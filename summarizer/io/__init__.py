"""Files, settings, the web and the store: what every room reads and writes with."""
