"""The one way to the network."""
