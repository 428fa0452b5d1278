"""The verbs of sections, kinds and topics."""
