"""A table of the database, told without loading the database."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the database, as this version of the program has it.

    Attributes:
        name: Its name.
        create: The `CREATE TABLE` statement of the latest version.
        migrations: Statements that lead from each version to the next, the oldest first. Version 1 is a table of a
            file in which no versions were written down yet.
    """

    name: str
    create: str
    migrations: tuple[str, ...] = ()

    @property
    def version(self) -> int:
        """The latest version."""
        return 1 + len(self.migrations)
