"""Events → episodes and the links between them."""
