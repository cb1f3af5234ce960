"""The conversation: question banks, appointments, the question plan, the live notes."""
