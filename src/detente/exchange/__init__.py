"""What two countries can exchange: who gives, who needs, worth how much, allowed or not."""
