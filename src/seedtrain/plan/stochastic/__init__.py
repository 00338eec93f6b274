"""Plans under uncertainty: decisions taken once, campaigns adapted to each sampled world."""
