"""A child's thread read as a whole: places, cycles, help, learning and timeline on one page."""
