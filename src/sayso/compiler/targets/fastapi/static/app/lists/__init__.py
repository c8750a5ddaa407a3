"""From the parameters of a request to one SQL statement.

Names in SQL come only from the descriptions of the entities; values only travel as arguments.
"""
