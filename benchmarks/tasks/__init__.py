"""One module for each task of predict.py."""
