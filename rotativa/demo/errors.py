class ContentError(ValueError):
    """A file of the demo's content that cannot be used; the message says which file, where in it, and why."""

    def __init__(self, name: str, line: int, why: str) -> None:
        super().__init__(f"{name}, line {line}: {why}" if line else f"{name}: {why}")
