"""Every write to a contract: one verb, one transaction, one meaning."""
