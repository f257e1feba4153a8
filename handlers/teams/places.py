"""The hosts that a file may come from or go to: an address in a message is what somebody else wrote."""

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

# OneDrive and SharePoint, where Teams keeps its files (docs: 'Microsoft 365 URLs and IP address ranges', 'SharePoint
# Online and OneDrive for Business')
_FILES = (".sharepoint.com", ".onedrive.com", ".1drv.com")


def is_microsofts(address: str, service: str) -> bool:
    """Whether a file may be there: by https at OneDrive's or SharePoint's hosts.

    Where the Connector's `service` is on this machine, a stand-in, the file may be too.
    """
    there, ours = _split(address), _split(service)
    if there is None or ours is None:
        return False
    theirs = there.scheme == "https" and f".{there.hostname}".endswith(_FILES) and there.port in (None, 443)
    return theirs or (_is_here(there) and _is_here(ours))


def is_of(address: str, service: str) -> bool:
    """Whether `address` is on the very host of `service`, the Connector's, so that our token may be shown there."""
    there, ours = _split(address), _split(service)
    if there is None or ours is None or (there.scheme, there.netloc) != (ours.scheme, ours.netloc):
        return False
    return there.scheme == "https" or _is_here(there)


def _split(address: str) -> SplitResult | None:
    """None for what is no address, or one that carries a name to sign in by."""
    try:
        there = urlsplit(address)
        _ = there.port
    except ValueError:
        return None
    return there if there.hostname and "@" not in there.netloc and "\\" not in address else None


def _is_here(there: SplitResult) -> bool:
    """On this machine, where stand-ins are."""
    try:
        return there.scheme == "http" and ip_address(there.hostname or "").is_loopback
    except ValueError:
        return False
