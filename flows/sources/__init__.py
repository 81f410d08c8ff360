"""Sources: where documents come from, as configuration; what each has, and the bytes of it.

`config` reads the file, `discovery` says what a source has, `fetch` gets it, `http` is the one way to the network.
Nothing here knows the catalogue, the store or Prefect.
"""
