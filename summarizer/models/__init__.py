"""Chat models: one seam to all of them, within a budget, at their pace, and no call paid for twice."""
