class Unfit(RuntimeError):
    """A backup cannot be made, read or put back; the message says why and what to do. Nothing half is left."""
