"""What people are told: notices in the portal, and the outbox that `flask send` empties."""
