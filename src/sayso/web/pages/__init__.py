"""Pages for people at the platform's own address: signing in, the way into applications, the own account."""
