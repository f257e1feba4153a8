"""What an administrator uploads to Teams: the app's manifest and icons in a zip file. It needs none of Teams' libraries.

Docs: 'App manifest schema for Teams' (1.20), 'App package for your Microsoft Teams app'.
"""

import io
import json
import uuid
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

Json = dict[str, Any]

NAME = "YH-assistenten"
ICONS = Path(__file__).with_name("icons")
_SCHEMA = "1.20"
_OURS = uuid.UUID("6b1c7a52-2f0e-4c1b-9a55-3f7d0f6c2e11")  # of the apps of this program
_SCOPES = ["personal", "team", "groupChat"]
_COMMANDS = {  # what stands in the menu -> what it says; each is read as what it is called, alone and with more after it
    "logg": "Logga: logg branschseminarium i Kumla 13 mars, 32 deltagare",
    "status": "Se hur delmålen och pengarna står: status, status delmål 2, status pengar",
    "påminn": "Se vad som är på gång, eller planera: påminn YH-släpp 23 januari kl 13",
    "hjälp": "Se vad du kan skriva",
}
_SHORT = "Loggar aktiviteter, utgifter och kontakter, visar läget och påminner i tid."
_FULL = (
    "YH-assistenten är arbetsgruppens hjälpreda i projektet. Skriv en rad svenska, så är aktiviteten, utgiften eller "
    "kontakten sparad, bekräftad och lätt att rätta. ”status” visar hur delmålen och pengarna står, och ”påminn” "
    "planerar det som ska hållas och påminner i kanalen i god tid.\n\n"
    "Skriv till assistenten i en egen chatt, eller nämn den i arbetsgruppens kanal. Svar med personuppgifter kommer "
    "bara i den egna chatten. Den som är med i arbetsgruppens kanal får använda den, ingen annan. Uppgifterna sparas "
    "hos er, på den maskin där assistenten körs."
)


@dataclass(frozen=True)
class App:
    """`page` is an https address: about the assistant, the privacy and the terms. `public` is where the assistant is
    reached, empty where that is not said. `owner` and `project` are names.
    """

    client_id: str
    version: str
    page: str
    public: str
    owner: str
    project: str


def package(app: App) -> bytes:
    """The zip file; of the same `app` always the same bytes."""
    files = {"manifest.json": json.dumps(manifest(app), ensure_ascii=False, indent=2).encode() + b"\n"}
    files |= {name: (ICONS / name).read_bytes() for name in ("color.png", "outline.png")}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)  # of 1980, and stored as it is
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, content)
    return made.getvalue()


def manifest(app: App) -> Json:
    """The manifest, as JSON."""
    commands = [{"title": title, "description": says} for title, says in _COMMANDS.items()]
    return {
        "$schema": f"https://developer.microsoft.com/json-schemas/teams/v{_SCHEMA}/MicrosoftTeams.schema.json",
        "manifestVersion": _SCHEMA,
        "version": app.version,
        "id": str(uuid.uuid5(_OURS, app.client_id)),
        "localizationInfo": {"defaultLanguageTag": "sv-se"},
        "developer": {
            "name": shortened(app.owner, 32) or NAME,
            "websiteUrl": app.page, "privacyUrl": app.page, "termsOfUseUrl": app.page,
        },
        "name": {"short": NAME, "full": shortened(f"{NAME} för {app.project}", 100)},
        "description": {"short": _SHORT, "full": _FULL},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": "#1F4D4A",
        "bots": [{
            "botId": app.client_id,
            "scopes": _SCOPES,
            "isNotificationOnly": False,
            "supportsFiles": True,
            "commandLists": [{"scopes": [scope], "commands": commands} for scope in _SCOPES],
        }],
        "validDomains": [host] if (host := urlsplit(app.public).hostname) else [],
    }  # fmt: skip


def shortened(name: str, longest: int) -> str:
    """As many whole words as there is room for; the first one is cut where it alone is too long."""
    if len(name) <= longest:
        return name
    words = name[: longest + 1].rpartition(" ")[0]
    return words.rstrip(" ,–-") or name[:longest]
