"""The general form as a constraint program: one file for each family of rules."""
