"""Measuring: predictions in the form of the scorers, floors, speed."""
