"""Episodes → series of an ordered pair of states."""
