"""One suite of HTTP tests for all that answers the data API: Sayso itself and exported projects."""
