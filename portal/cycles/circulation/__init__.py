"""Circulation: who gets the plan, their receipts, its versions and what differs."""
