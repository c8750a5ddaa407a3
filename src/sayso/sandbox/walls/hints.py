"""What a person can do where walls are missing."""

GET_BUBBLEWRAP = (
    "Install bubblewrap (Debian and Ubuntu: apt install bubblewrap; Fedora: dnf install bubblewrap), "
    "or name it: SAYSO_BWRAP=/path/to/bwrap."
)
OPT_DOWN = "Only where every program is trusted: SAYSO_SANDBOX_TIER=none runs them without walls."
NO_LANDLOCK = "The kernel has no Landlock, or its calls cannot be filtered here."
_NAMESPACES = (
    "This machine lets nobody make user namespaces. Allow it (sysctl kernel.unprivileged_userns_clone=1 "
    "user.max_user_namespaces=10000, on Ubuntu kernel.apparmor_restrict_unprivileged_userns=0; in a "
    "container with --security-opt seccomp=unconfined --security-opt apparmor=unconfined)."
)
_SIGNS = ("namespace", "uid map", "unshare", "Operation not permitted", "setting up")


def hint_for(said: str) -> str:
    """The way out, after what a start complained of; nothing where that says it itself."""
    if "make setup" in said or "cannot be imported" in said:
        return ""
    if "bubblewrap" in said and "Install" in said:
        return OPT_DOWN
    if any(sign in said for sign in _SIGNS):
        return f"{_NAMESPACES} {OPT_DOWN}"
    return OPT_DOWN
