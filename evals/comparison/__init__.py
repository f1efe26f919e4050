"""Two prompts on the same papers: which is better, by how much, and how sure that is."""
