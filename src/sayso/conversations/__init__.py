"""Build sessions: people say what they need, and an application comes of it.

A session has a conversation, a line of revisions with undo and redo, and the module that its content was
published as. Each message is worked on in a turn, which is a job and ends in one transaction.
"""
