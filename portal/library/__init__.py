"""The authority's and each setting's strategies and interventions, and what an hour costs."""
