"""seedtrain: the open planner for biologics."""
