"""One settings module per place, named explicitly: `local` for a real installation, `test` for the suite."""
