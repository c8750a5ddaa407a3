"""From words to a bot that was tried: requirements, questions, code and cases."""
