"""What answers a bot while it runs: steps, state, approvals, notices."""
