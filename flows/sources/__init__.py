"""Sources: configuration, listing and fetching of documents.

`config` loads the configuration, `discovery` lists a source's documents, `fetch` fetches them, and all network access
goes through `http`. Nothing here depends on the catalogue, the store or Prefect.
"""
