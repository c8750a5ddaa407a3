"""What people who are not signed in may see and do."""
