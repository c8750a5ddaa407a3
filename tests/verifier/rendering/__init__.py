"""Drawing pages before they are published."""
