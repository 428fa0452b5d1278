"""Reads the environment: typed, with a message that names the variable and what it expects."""

import os
from collections.abc import Mapping
from pathlib import Path

_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off", ""})


class BadSetting(SystemExit):
    """A variable holds something that cannot be used. Ends the program with one line, not with a traceback."""


class Environment:
    """The variables of the process, or of a test."""

    def __init__(self, variables: Mapping[str, str] | None = None) -> None:
        self._variables = os.environ if variables is None else variables

    def text(self, name: str, default: str | None = None) -> str:
        """The value, or the content of the file that ``NAME_FILE`` names (for secrets)."""
        named = self._variables.get(f"{name}_FILE")
        if named:
            try:
                return Path(named).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise BadSetting(f"{name}_FILE: the file “{named}” cannot be read ({error.strerror}).") from error
        value = self._variables.get(name, default)
        if value is None:
            raise BadSetting(f"{name} is not set.")
        return value

    def yes(self, name: str, default: bool = False) -> bool:
        """A switch: 1, true, yes, on; or 0, false, no, off."""
        value = self.text(name, "yes" if default else "no").strip().lower()
        if value in _YES:
            return True
        if value in _NO:
            return False
        raise BadSetting(f"{name}: “{value}” is neither yes nor no.")

    def number(self, name: str, default: int, least: int = 0, most: int = 2**31) -> int:
        """A whole number within limits."""
        value = self.text(name, str(default)).strip()
        if not value.isdecimal() or not least <= int(value) <= most:
            raise BadSetting(f"{name}: “{value}” is no whole number from {least} to {most}.")
        return int(value)

    def words(self, name: str, default: str = "") -> list[str]:
        """A list with commas between."""
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def choice(self, name: str, default: str, choices: tuple[str, ...]) -> str:
        """One of several words."""
        value = self.text(name, default).strip().lower()
        if value not in choices:
            raise BadSetting(f"{name}: “{value}” is none of {', '.join(choices)}.")
        return value

    def path(self, name: str, default: Path) -> Path:
        """A folder or file, made absolute."""
        return Path(self.text(name, str(default))).expanduser().resolve()
