"""Who is signed in: the owner, the preferences, sessions, invitations, and what happened in the account."""
