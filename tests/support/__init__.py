"""What tests of several parts share: real servers, fresh databases, the example spec."""
