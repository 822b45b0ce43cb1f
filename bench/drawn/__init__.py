"""Papers for measuring: layouts that the readers were not developed on, and what befalls a paper on its way."""
