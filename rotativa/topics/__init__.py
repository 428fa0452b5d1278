"""Sections, kinds of story, and topics (places, people, organisations, subjects), with their names per edition."""
