"""Who may do what where: agencies, their sites, users, and the roles members have in modules."""
