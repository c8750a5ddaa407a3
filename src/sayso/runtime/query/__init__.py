"""From the parameters of a request to SQL whose rows are made into JSON by PostgreSQL.

Names in SQL come only from the plan; values only travel as arguments.
"""
