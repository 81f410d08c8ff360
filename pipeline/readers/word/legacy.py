"""Reader for Word's older formats, .doc and .rtf, by LibreOffice if it is installed.

LibreOffice turns the document into .docx in a temporary folder, with macros disabled, and `docx` reads
that.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
import zipfile
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from extractors.core.document import Document
from pipeline.errors import TimedOut, Unreadable, Unsupported
from pipeline.readers.word import docx
from pipeline.readers.word.ooxml import OLE, check_ole

SECONDS = 60.0
"""How long LibreOffice may take for one document."""

_MADE_BY = re.compile(rb"<Application>(LibreOffice)/([\d.]+)")
_COMMON, _INET = "org.openoffice.Office.Common/Security/Scripting", "org.openoffice.Inet/Settings"
# No macros and no downloads; all proxies point at a closed port so that any remaining download fails.
_SETTINGS = (
    (_COMMON, "DisableMacrosExecution", "true"),
    (_COMMON, "MacroSecurityLevel", "3"),
    (_COMMON, "BlockUntrustedRefererLinks", "true"),
    (_INET, "ooInetProxyType", "2"),
    *((_INET, f"ooInet{kind}ProxyName", "127.0.0.1") for kind in ("HTTP", "HTTPS", "FTP")),
    *((_INET, f"ooInet{kind}ProxyPort", "9") for kind in ("HTTP", "HTTPS", "FTP")),
)


def read(data: bytes) -> Document:
    """Reads a .doc or .rtf document.

    Raises:
        DocumentError: it is not a Word document, needs a password or LibreOffice, is damaged, or takes too long.
    """
    ole = data.startswith(OLE)
    if ole:
        check_ole(data)
    kind, media_type = ("doc", "application/msword") if ole else ("rtf", "application/rtf")
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Unsupported(f"reading .{kind} needs LibreOffice, which is not installed; save the document as .docx")
    made = _convert(program, data, kind)
    document = docx.read(made)
    with zipfile.ZipFile(BytesIO(made)) as archive:
        about = archive.read("docProps/app.xml") if "docProps/app.xml" in archive.namelist() else b""
    found = _MADE_BY.search(about)
    name = f"LibreOffice {found[2].decode()}" if found else "LibreOffice"
    return replace(document, media_type=media_type, reader=f"{name}, {document.reader}")


def _convert(program: str, data: bytes, kind: str) -> bytes:
    """Converts the document to .docx. LibreOffice gets a separate profile, so that several can run at once."""
    with tempfile.TemporaryDirectory(prefix="kommunprotokoll-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, profile, made = folder / f"document.{kind}", folder / "profile", folder / "made"
        source.write_bytes(data)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
        command = [program, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]
        command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made), str(source)]
        environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": name, "TMPDIR": name, "LANG": "C.UTF-8"}
        with subprocess.Popen(  # noqa: S603 (the path is from shutil.which, the rest our own)
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=name,
            start_new_session=True,
        ) as process:
            try:
                process.wait(SECONDS)
            except subprocess.TimeoutExpired as error:
                raise TimedOut(f"LibreOffice took longer than {SECONDS:g} seconds for the document") from error
            finally:
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(process.pid, signal.SIGKILL)  # soffice is a script that starts another program
        found = made / "document.docx"
        if not found.is_file():
            raise Unreadable("LibreOffice could not convert the document; it is damaged or needs a password")
        return found.read_bytes()


def _registry() -> str:
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{setting}</value></prop></item>'
        for path, name, setting in _SETTINGS
    )
    return f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
