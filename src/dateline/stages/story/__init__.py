"""Page → stories or Rejected."""
