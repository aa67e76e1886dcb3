"""The closed lists and tables that records are coded with."""
