"""What is raised for a text that is no expression."""

from typing import ClassVar

from sayso.errors import InputError


class ExpressionError(InputError):
    """The text is not an expression of the language; ``position`` counts characters from 0."""

    code: ClassVar[str] = "expression_syntax"

    def __init__(self, message: str, *, text: str, position: int, hint: str = "") -> None:
        super().__init__(message, hint=hint, details={"position": position})
        self.text = text
        self.position = position

    def __str__(self) -> str:
        """The message with the text and a mark under the place."""
        shown = f"{self.message}\n    {self.text}\n    {' ' * self.position}^"
        return f"{shown}\n{self.hint}" if self.hint else shown
