"""Text → Analysis: tokens, sentences, grammar, entities, attribution. Knows nothing of politics."""
