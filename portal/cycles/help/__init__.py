"""Help in a plan: strategies, adjustments, interventions; training, cost, the week, what was tried before."""
