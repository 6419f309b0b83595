"""What can be wrong with something that came in, said so that a person can act on it."""

from typing import NamedTuple


class Problem(NamedTuple):
    """One thing to know about a file, a row or a child.

    `code` is stable (tests and counts use it), `sentence` is for people, `line` is the line or the
    position in the file (0: the whole file). `refuses` says that the row cannot go in as it is.
    """

    code: str
    sentence: str
    line: int = 0
    refuses: bool = False


class UnreadableFile(ValueError):
    """The file as a whole cannot be read. `str()` is one clear sentence for the person."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def refusing(problems: tuple[Problem, ...] | list[Problem]) -> list[Problem]:
    """The problems that keep a row out."""
    return [problem for problem in problems if problem.refuses]
