"""The database: the only home of duckdb."""
