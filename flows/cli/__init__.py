"""The command line: `commands` has a module a command, `printing` what they print; what they share is here."""
