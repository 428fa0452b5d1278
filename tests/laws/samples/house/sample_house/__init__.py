"""A house whose cellar knows its attic."""
