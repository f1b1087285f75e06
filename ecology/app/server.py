"""The server: starts the app for browsers on this machine, and ends all of it."""

from __future__ import annotations

import socket
from pathlib import Path

from ecology.errors import EcologyError, to_add

HERE = ("127.0.0.1", "localhost", "::1")
PORT = 8080
TRIES = 20
"""Ports tried from the first one on."""
WAIT = 10.0
"""Seconds a tab may be away, as with a page loaded anew, before its runs are let go."""
STYLE = Path(__file__).with_name("app.css")


def serve(host: str = HERE[0], port: int | None = None, *, show: bool = True) -> None:
    """Serve the app until it is stopped.

    Parameters
    ----------
    host : str
        Address to listen on; anything but this machine's own lets others on the network in.
    port : int, optional
        The first free one from 8080 on if None.
    show : bool
        Whether to open a browser.

    Raises
    ------
    EcologyError
        If the packages it needs are absent, or no port is free.
    """
    try:
        from nicegui import app, ui
        from starlette.middleware.trustedhost import TrustedHostMiddleware
    except ImportError:
        raise EcologyError(f"the app needs one more package. To add it: {to_add('app')}") from None
    from ecology.app.others import Background
    from ecology.app.page import Page
    from ecology.app.tab import Tab

    free = free_port(host, port)
    background = Background()

    @ui.page("/")
    def index() -> None:
        ui.add_css(STYLE)
        page = Page(Tab(), background)
        ui.context.client.on_delete(page.close)

    app.on_shutdown(background.stop)
    if host in HERE:
        # a page from elsewhere cannot reach the app by a name that leads here
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]"])
    print(f"ecology: open http://{host}:{free} in a browser; Ctrl-C ends it", flush=True)
    ui.run(
        host=host, port=free, title="ecology", reload=False, show=show, show_welcome_message=False, tailwind=False,
        language="en-GB", reconnect_timeout=WAIT, favicon="🌱",
    )  # fmt: skip


def free_port(host: str, port: int | None) -> int:
    """Return the port asked for, or the first free one."""
    for candidate in [port] if port is not None else range(PORT, PORT + TRIES):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
            except OSError:
                continue
            return candidate
    asked = f"port {port}" if port is not None else f"any port from {PORT} to {PORT + TRIES - 1}"
    raise EcologyError(f"{asked} on {host} is taken or not allowed. Choose another with --port.")
