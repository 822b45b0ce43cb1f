"""The inbox in the browser."""
