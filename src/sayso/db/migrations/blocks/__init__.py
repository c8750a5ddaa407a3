"""What the migrations of schedules and blocks are made of."""
