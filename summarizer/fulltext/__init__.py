"""The full text of papers: fetched, cut into passages, and chosen from within a budget of tokens."""
