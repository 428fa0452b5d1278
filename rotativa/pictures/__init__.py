"""Pictures: what they show, who made them, their words per language, and the safe files that readers get."""
