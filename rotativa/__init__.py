"""Rotativa: the publishing system of independent newsrooms that work in several languages."""

__version__ = "0.1.0"
