"""Korean and English quantities, read to exact values."""
