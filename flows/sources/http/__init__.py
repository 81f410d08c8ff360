"""HTTP: the only module that accesses the network."""
