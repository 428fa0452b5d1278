"""The laws of the house. Each is shown failing on a bad sample in ``samples``, which stays."""
