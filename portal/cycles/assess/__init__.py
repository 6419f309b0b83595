"""Assess: the six sources, our understanding of need in each area, and accounts that differ."""
