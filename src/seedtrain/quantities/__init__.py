"""Units, money, calendar time, distributions and random streams."""
