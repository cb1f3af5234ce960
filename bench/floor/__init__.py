"""The floor: a session, a user, one indexed query and a page of 8 to 9 KB; and a view that costs nothing."""
