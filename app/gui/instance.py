"""One running application for each user: a second start brings the first one's window up."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.settings.places import config_folder

_WAIT_MS = 1000
_LIMIT_BYTES = 64 * 1024


class SingleInstance(QObject):
    """A local socket that only the user can connect to."""

    asked = Signal(object)
    """The arguments of a second start, a list of strings."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        place = os.fsencode(config_folder().resolve())
        self.name = f"sigmavault-{hashlib.sha256(place).hexdigest()[:16]}"
        self._sockets: list[QLocalSocket] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)

    def claim(self, arguments: Sequence[str]) -> bool:
        """Become the one, or hand the arguments to the one that there is. Whether we are it."""
        socket = QLocalSocket()
        socket.connectToServer(self.name)
        if socket.waitForConnected(_WAIT_MS):
            socket.write(json.dumps(list(arguments)).encode() + b"\n")
            socket.waitForBytesWritten(_WAIT_MS)
            socket.disconnectFromServer()
            return False
        QLocalServer.removeServer(self.name)  # of one that was killed
        return self._server.listen(self.name)

    def close(self) -> None:
        """Be the one no longer."""
        self._server.close()

    def _connected(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            # Kept until the end, like the server that owns it: second starts are few, and a socket
            # must not go while its own signal is handled.
            self._sockets.append(socket)
            socket.readyRead.connect(partial(self._read, socket))
            if socket.bytesAvailable():
                self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LIMIT_BYTES:
                socket.abort()
            return
        try:
            found = json.loads(bytes(socket.readLine(_LIMIT_BYTES).data()))
        except (ValueError, RecursionError):
            return
        if isinstance(found, list):
            self.asked.emit([each for each in found if isinstance(each, str)])
