"""When: reminders derived from facts, snoozing, the calendar feed, the digest."""
