"""Exact matter of messages: going back, approval, questions and answers, commands, and what is asked back."""
