"""Schema history, applied by store.database.migrate."""
