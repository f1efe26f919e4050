"""A model that reads an entry once and points at what its paper shows to be wrong; what it says is proven and confirmed."""
