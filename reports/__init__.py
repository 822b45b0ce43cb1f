"""What happened, as pure functions over the ledger."""
