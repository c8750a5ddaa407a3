"""Cases: what is given to a bot, what it must do then, and a world in which nothing is real."""
