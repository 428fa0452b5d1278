"""What people type at the desk, and what may be typed."""
