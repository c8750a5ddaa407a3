"""The walls themselves: what is bound into a sandbox, which calls are refused, how it all is started."""
