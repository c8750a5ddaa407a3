"""Messages to applications with what they mean, and what becomes of them.

``applications/`` holds ten applications as specs, ``messages/`` a file of messages for each of them: a
message (``say``), its ``sort``, and the ``checks`` that hold once it is done; ``also`` are parts that may
change besides, and a message without checks is to be asked back. A file names the description that its
application was made from, if the product made it. ``checks`` are functions of an application by name,
``scope`` says which changes each of them means, ``facts`` what changed at all, and ``scoring`` judges.
``python -m tests.design.changes`` prints the figures, with ``--each`` every message that is not done.
"""
