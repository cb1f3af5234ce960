"""Speed as ratios: the app as `make run` starts it, beside a minimal Django app in the same run."""
