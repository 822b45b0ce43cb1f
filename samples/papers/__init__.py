"""Drawn papers: licences, ID cards, certificates, forms to sign, photographs; and what a scanner does to them.

Every function returns a clean picture of the paper; `scanner` makes a scan of it and `saving` a file.
"""
