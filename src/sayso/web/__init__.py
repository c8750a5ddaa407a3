"""HTTP: one application that answers as the platform or as a module, by the host name of the request."""
