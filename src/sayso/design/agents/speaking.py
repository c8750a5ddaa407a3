"""The ``reply`` of a model that writes JSON, handed on while it is still being written."""

from sayso.design.types import Replied, Tell

_ESCAPES = {"n": "\n", "t": "\t", "r": "", "b": "", "f": "", "/": "/", "\\": "\\", '"': '"'}
_KEY = "reply"


class ReplyPieces:
    """Takes pieces of a JSON text and gives what they add to the string under ``reply`` of its object.

    What stands before the object (prose, a code fence) is passed over; so are deeper keys of that name.
    """

    def __init__(self) -> None:
        self._depth = 0
        self._in_string = False
        self._is_key = False
        self._taking = False
        self._wanted = False
        self._word: list[str] = []
        self._escape: str | None = None
        self._high = ""
        self._done = False

    def feed(self, piece: str) -> str:
        """What this piece adds to the reply; empty where it adds nothing."""
        out: list[str] = []
        for character in piece:
            if self._done:
                break
            (self._string if self._in_string else self._structure)(character, out)
        return "".join(out)

    def _structure(self, character: str, out: list[str]) -> None:
        del out
        match character:
            case "{" | "[":
                self._depth += 1
                self._is_key, self._wanted = character == "{", False
            case "}" | "]":
                self._depth -= 1
                self._done = self._depth <= 0
            case "," if self._depth == 1:
                self._is_key, self._wanted = True, False
            case ":" if self._depth == 1:
                self._wanted = self._is_key and "".join(self._word) == _KEY
                self._is_key = False
            case '"' if self._depth:
                self._in_string, self._word, self._escape = True, [], None
                self._taking = self._wanted and self._depth == 1
            case _:
                pass

    def _string(self, character: str, out: list[str]) -> None:
        if self._escape is not None:
            self._escaped(character, out)
        elif character == "\\":
            self._escape = ""
        elif character == '"':
            self._in_string = False
            self._done = self._taking
        else:
            self._take(character, out)

    def _escaped(self, character: str, out: list[str]) -> None:
        self._escape = (self._escape or "") + character
        if not self._escape.startswith("u"):
            self._take(_ESCAPES.get(self._escape, self._escape), out)
            self._escape = None
        elif len(self._escape) == 5:
            self._take(self._unit(self._escape[1:]), out)
            self._escape = None

    def _unit(self, digits: str) -> str:
        """A character from its four digits; of a pair, the second half brings both."""
        try:
            number = int(digits, 16)
        except ValueError:
            return ""
        if 0xD800 <= number < 0xDC00:
            self._high = chr(number)
            return ""
        if 0xDC00 <= number < 0xE000:
            pair, self._high = self._high + chr(number), ""
            return pair.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
        self._high = ""
        return chr(number)

    def _take(self, text: str, out: list[str]) -> None:
        if self._taking:
            out.append(text)
        elif self._depth == 1 and len(self._word) < 32:
            self._word.append(text)


class Speaker:
    """Tells of a reply as it comes, once: what a later round says is not said over it."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self.said = ""

    def listen(self) -> "Listener | None":
        """What a model's pieces are given to; none when something was said already."""
        return Listener(self) if not self.said else None

    def say(self, text: str) -> None:
        """Hand on a piece."""
        if text:
            self.said += text
            self._tell(Replied(text))


class Listener:
    """Takes the pieces of one answer."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._pieces = ReplyPieces()

    def __call__(self, piece: str) -> None:
        """Hand on what the piece adds to the reply."""
        self._speaker.say(self._pieces.feed(piece))
