"""What a user writes: the nouns of a scenario, the one reader of its text, and its checks."""
