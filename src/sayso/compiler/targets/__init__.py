"""One package per kind of output; each lowers the spec to what its templates print."""
