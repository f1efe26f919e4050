"""arXiv over the network: politely, in batches, and each answer only once."""
