"""Keeping a whole copy of the database, and bringing one back."""


class Refused(Exception):
    """Raised with one sentence for the operator; nothing was changed."""
