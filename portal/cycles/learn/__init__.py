"""Learn: what a cycle taught."""
