"""The stages: functions from records to records; none imports another."""
