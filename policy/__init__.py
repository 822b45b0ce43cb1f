"""What the provinces ask, as dated data with sources. Reads only its own TOML."""
