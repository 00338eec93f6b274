"""Reading of published planning cases into problems."""
