"""The verbs of bylines."""
