"""Story → events, tenures and figures."""
