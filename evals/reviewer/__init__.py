"""A model reads an entry once and points at what its paper shows to be wrong; that is proven and confirmed."""
