"""What is told of a message while it is worked on: in order, and nothing twice."""

from dataclasses import replace

from sayso.design.types import Decided, Edited, News, Noticed, Outcome, Replied, Tell, Verdict
from sayso.spec.edits import each_said
from sayso.spec.model import AppSpec


class Telling:
    """Stands between those who work on a message and whoever listens."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._notices: list[str] = []
        self._held: str | None = None
        self.shown = ""

    def decided(self, verdict: Verdict) -> None:
        """The message was taken for this."""
        self._tell(Decided(verdict))

    def relay(self, news: News) -> None:
        """News of an agent: its words as they come, edits and notices when it is certain that they stay.

        The first piece waits for the second: a reply that comes as a whole can still be taken back.
        """
        if not isinstance(news, Replied) or not news.text:
            return
        if self._held is None:
            self._held = news.text
            return
        piece = news.text if self.shown else self._held + news.text
        self.shown += piece
        self._tell(Replied(piece))

    def notice(self, text: str) -> None:
        """Something did not go as it should; told after the edits."""
        if text not in self._notices:
            self._notices.append(text)

    def finish(self, before: AppSpec, outcome: Outcome) -> Outcome:
        """Tell what was not told yet; the outcome's reply is all that was shown."""
        outcome = replace(outcome, reply=self._rest_of(outcome.reply))
        said = tuple(each_said(before, outcome.edits))
        for edit, sentence in zip(outcome.edits, said, strict=True):
            self._tell(Edited(edit, sentence))
        notices = tuple(dict.fromkeys((*outcome.notices, *self._notices)))
        for text in notices:
            self._tell(Noticed(text))
        return replace(outcome, notices=notices, said=said)

    def _rest_of(self, reply: str) -> str:
        """Show what is missing of a reply; words of one that broke off stay, with a mark that they did."""
        shown = self.shown
        if reply.strip() == shown.strip():
            return reply
        if reply.startswith(shown):
            rest, whole = reply[len(shown) :], reply
        else:
            stop = "" if shown.rstrip().endswith((".", "!", "?", ":", "…")) else " …"
            stop += "”" if shown.count("“") > shown.count("”") else ""
            rest = f"{stop}\n\n{reply}" if reply else stop
            whole = shown + rest
        if rest:
            self.shown += rest
            self._tell(Replied(rest))
        return whole
