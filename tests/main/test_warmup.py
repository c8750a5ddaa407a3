"""What a server reads ahead is there."""

from importlib import import_module

from sayso.main.warmup import READERS, warm_readers


def test_everything_that_readers_need_is_read_ahead() -> None:
    """A module that is called otherwise now would be missed by nobody: the first who asks would only wait."""
    module, _, function = READERS.partition(":")
    assert getattr(import_module(module), function) is warm_readers
    warm_readers()
