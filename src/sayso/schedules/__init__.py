"""What is due when: cron expressions and intervals over the queue, for blocks and other work."""
