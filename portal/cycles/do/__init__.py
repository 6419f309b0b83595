"""Do: sessions given or not, help changed on the way."""
