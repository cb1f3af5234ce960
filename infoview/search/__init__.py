"""Finding again: one index over people, organisations, notes, messages, answers and insights."""
