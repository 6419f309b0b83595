"""Instruments, scores and national figures: what a number may and may not say."""
