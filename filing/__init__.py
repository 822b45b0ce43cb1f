"""The nouns of the filing desk, in the standard library only. Everything else may import them; they import nothing."""
