"""The whole account as one zip, and back again."""
