"""Asking: goals and gaps, requests, messages, nudges, and the wording of a request."""
