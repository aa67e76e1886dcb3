"""Dateline: reads news pages and keeps the record of what states do and say to one another, every line cited."""
