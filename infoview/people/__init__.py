"""One person over all rooms: the page with its timeline, and the note beside them on a list."""
