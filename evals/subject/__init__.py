"""What a check may see: an entry as its text reads, its paper, and what both state."""
