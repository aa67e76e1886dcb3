"""Scores → tree, labels, entities, attributions, chains, events: plain code over arrays, no model."""
