"""Faults at every step of the press, and real kills: what readers get meanwhile, and what is there afterwards."""
