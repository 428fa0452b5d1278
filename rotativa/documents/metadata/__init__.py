"""What a document tells of whoever made it: read with care at the door, and never trusted."""
