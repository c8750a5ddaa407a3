"""Copy or move rows into other rows, when something happens to them or on a schedule."""

from .reading import Move, has_moving, read_move
from .writing import write_move

__all__ = ["Move", "has_moving", "read_move", "write_move"]
