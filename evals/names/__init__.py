"""Latin-script names in English and Korean texts: how they are read, and which may be one name."""
