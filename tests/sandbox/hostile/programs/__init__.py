"""The hostile programs, by what they are after."""
