"""Review and the pause to learn."""
