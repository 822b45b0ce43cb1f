"""Fictitious people, companies and papers, drawn by Pillow, for the demo and the tests."""
