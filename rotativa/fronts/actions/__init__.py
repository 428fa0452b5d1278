"""The verbs of fronts."""
