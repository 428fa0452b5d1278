"""Every public path, given out once, and what it leads to now. The only place where paths are given out."""
