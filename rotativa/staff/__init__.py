"""The people of the newsroom: who they are, how they come in, and what they may do in which edition."""
