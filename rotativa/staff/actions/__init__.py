"""The verbs of staff."""
