"""The door to SQLAlchemy: mails, cases, events, outbox, blobs."""
