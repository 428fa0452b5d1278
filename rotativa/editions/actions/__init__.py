"""The verbs of editions."""
