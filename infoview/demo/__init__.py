"""A life to look at: demo data with dates relative to now."""
