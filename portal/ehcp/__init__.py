"""Education, health and care plans: Sections E and F, the yearly review, and what only the authority may change."""
