"""Fictitious customers and what they send: people, companies, papers, forms and whole mails.

Nothing here exists. Numbers carry valid check digits and county codes that GB/T 2260 has never assigned, so that
they can belong to nobody; mobile numbers are of a segment that is not in use.
"""
