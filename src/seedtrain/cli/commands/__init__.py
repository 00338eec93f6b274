"""Commands that have more to do than to show one table."""
