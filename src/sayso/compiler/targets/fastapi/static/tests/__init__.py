"""What holds of the service, tried on a real database."""
