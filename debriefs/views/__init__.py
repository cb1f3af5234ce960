"""Pages of what was learnt: the scorecard, the themes, what changed because of them."""
