"""Authors, desks and guests, with their names per edition."""
