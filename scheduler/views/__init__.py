"""Pages of reminders and of the calendar subscription."""
