"""What a user writes: the nouns of a scenario, and its one text reader."""
