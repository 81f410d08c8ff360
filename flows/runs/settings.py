"""Environment variables that the program obeys."""

DATABASE = "KOMMUNPROTOKOLL_DATABASE"
"""A SQLAlchemy URL of the catalogue, where it is not a file in the output folder. It may hold a password: so it is no
parameter of a flow, which Prefect would keep."""
