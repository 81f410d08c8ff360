"""Environment variables that configure the program."""

DATABASE = "KOMMUNPROTOKOLL_DATABASE"
"""SQLAlchemy URL of the catalogue; by default a file in the output folder. Not a flow parameter, as it may contain a
password and Prefect stores parameters."""
