"""What trade ties together, and how tightly."""
