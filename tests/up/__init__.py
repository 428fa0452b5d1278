"""Readers are served whatever happens behind the printed tree: real processes, real databases, real signals."""
