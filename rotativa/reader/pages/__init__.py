"""Page contexts: one frozen dataclass for each kind of page, and nothing else goes into its template.

They are a contract (``docs/contracts/page-contexts.md``): a newsroom that writes its own templates builds on them.
"""
