"""Planning problems: what a plan is asked to decide, free of any solver."""
