"""Addresses that stay: short ones for print, old ones of stories that moved or were taken down."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import Callable, Iterable
from pathlib import Path

from . import messages
from .folding import nfc, slugify
from .model import Collection, Exemplar, State
from .problems import Findings
from .schema import EXEMPLAR

SHORT = "g"
"""Folder of the short addresses, which QR codes carry."""
_LETTERS = 8
"""40 bits: among 5,000 addresses two are alike once in 80,000 collections."""
_REMOVAL = [key for key in EXEMPLAR if key.attribute in ("removed_on", "removal_reason")]

Line = Callable[[Exemplar, str], int]
"""The line of an attribute in an exemplar's file."""


def short_address(address: str) -> str:
    """Return `g/<id>/` for an address such as `kinh-te/ten-bai/`: the same for ever.

    The id tells nothing but the address: no list has to be kept of those that were given out.
    """
    digest = hashlib.sha256(address.encode()).digest()
    return f"{SHORT}/{b32encode(digest)[:_LETTERS].decode().lower()}/"


def address_of_article(path: Path) -> str:
    """Return the address of the story whose file is, or was, at `path`."""
    field, slug = (slugify(nfc(part)) for part in path.parts[-3:-1])
    return f"{field}/{slug}/"


def redirects(collection: Collection) -> dict[str, str]:
    """Return where each old and each short address of public and removed stories leads."""
    found: dict[str, str] = {}
    for exemplar in (*collection.visible(preview=False), *collection.removed):
        found |= dict.fromkeys(exemplar.old_addresses, exemplar.address)
        found |= {short_address(one): exemplar.address for one in exemplar.addresses}
    return found


def check_addresses(
    collection: Collection, reserved: frozenset[str], line: Line, findings: Findings
) -> None:
    """Record removals that say too little or too much, and addresses that two stories claim."""
    owners = {exemplar.address: exemplar for exemplar in collection.exemplars}
    short: dict[str, tuple[str, Exemplar]] = {}
    for exemplar in collection.exemplars:
        _check_removal(exemplar, line, findings)
        at = line(exemplar, "old_addresses")
        for address in exemplar.old_addresses:
            owner = owners.setdefault(address, exemplar)
            if address.split("/")[0] in reserved:
                told = {"address": address.strip("/")}
                findings.problem(exemplar.path, at, messages.OLD_ADDRESS_RESERVED, **told)
            elif owner is not exemplar or address == exemplar.address:
                told = {"address": address.strip("/"), "other": _named(owner, exemplar)}
                findings.problem(exemplar.path, at, messages.OLD_ADDRESS_TAKEN, **told)
        for address in exemplar.addresses:
            other, owner = short.setdefault(short_address(address), (address, exemplar))
            if other != address:
                told = {"short": short_address(address).split("/")[1], "address": address}
                told["other"] = owner.path.parent.name
                findings.problem(exemplar.path, 1, messages.SHORT_ADDRESS_TAKEN, **told)


def removed_addresses(exemplars: Iterable[Exemplar]) -> frozenset[str]:
    """Return every address, short ones too, of stories that were taken down."""
    removed = (e for e in exemplars if e.state is State.REMOVED)
    long = {address for exemplar in removed for address in exemplar.addresses}
    return frozenset(long | set(map(short_address, long)))


def _check_removal(exemplar: Exemplar, line: Line, findings: Findings) -> None:
    is_removed = exemplar.state is State.REMOVED
    for key in _REMOVAL:
        told = {"key": key.name, "example": key.shown_example}
        if is_removed and not getattr(exemplar, key.attribute):
            findings.problem(
                exemplar.path, line(exemplar, "state"), messages.REMOVED_WITHOUT, **told
            )
        elif not is_removed and getattr(exemplar, key.attribute):
            at = line(exemplar, key.attribute)
            findings.problem(exemplar.path, at, messages.REMOVED_ONLY, key=key.name)


def _named(owner: Exemplar, exemplar: Exemplar) -> str:
    return "chính bài này" if owner is exemplar else f"bài {owner.path.parent.name}"
