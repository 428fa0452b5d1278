"""The publications, each in one language: name, address prefix, time zone, script, numbers."""
