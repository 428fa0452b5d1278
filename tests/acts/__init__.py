"""Random editorial acts on a whole house, and what must be true of its printed tree after each of them."""
