"""Files of people, read and written: pure functions, no Django, no clock, nothing is ever fetched."""
