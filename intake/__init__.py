"""Mail in, and the straight line."""
