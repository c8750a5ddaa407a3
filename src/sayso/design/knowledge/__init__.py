"""What Sayso knows about words and businesses, kept as readable TOML files and loaded once."""
