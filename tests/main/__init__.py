"""Tests of how a process is put together and started."""
