"""Story → statements."""
