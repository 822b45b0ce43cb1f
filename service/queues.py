"""The queues, with the same limits on every host, and the roles that a process may have."""

from service.engine import Queue

OCR = Queue("ocr", 4, share=3)
"""Mails that are read at a time; one mailbox leaves a worker to the others. The children, not these, bound the CPU."""
CASE = Queue("case", 4, in_order=True, poll=1.0)
SMTP = Queue("smtp", 2, poll=1.2)
CHORES = Queue("chores", 1, poll=10.0)
QUEUES = (OCR, CASE, SMTP, CHORES)

ROLES = ("imap", "ocr", "case", "smtp", "web")
