"""The reading room: reads the store only."""
