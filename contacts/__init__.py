"""Who: people, organisations, how to reach them, what was said and promised, and where they came from."""
