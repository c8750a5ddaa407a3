"""From words to a running module: design, check, compile, install, bundle, fill."""
