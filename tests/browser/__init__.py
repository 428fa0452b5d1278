"""Journeys through the running product, in Debian's Chromium."""
