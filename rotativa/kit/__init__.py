"""Pure helpers without models, settings or side effects. Every other package may import from here."""
