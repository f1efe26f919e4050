"""What sentences say of their figures and names: which way a thing changed, whose a figure is, who beats whom."""
