"""The append-only log of editorial acts: one table, one way to write, one reader in commit order."""
