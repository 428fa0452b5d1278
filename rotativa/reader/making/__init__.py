"""Makes page contexts from what facets and shelves answer."""
