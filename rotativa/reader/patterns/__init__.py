"""The living pattern page: each component of the theme in both directions and both schemes.

It is made by the templates and contexts of the real pages, so it cannot show what they do not print.
"""
