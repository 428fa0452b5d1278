"""Composed fronts: what editors choose for the front of each edition, and what stands there by itself."""
