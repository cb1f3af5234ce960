"""What we learnt: scorecards, insights, themes, and how far they can be relied on."""
