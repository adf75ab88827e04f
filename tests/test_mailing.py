"""Handing mails over to a real SMTP server on this machine and to a sendmail: certificates, refusals, lost lines."""

from __future__ import annotations

import asyncio
import email
import email.policy
import ssl
import stat
import subprocess
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session
from msgspec.structs import replace

from tests.fakes import make_paper
from tuiread.errors import MailError, SettingsError
from tuiread.mailing import hand_over
from tuiread.paths import find_paths
from tuiread.settings import MailSettings, default_settings, load_settings

TO = "reader@example.org"
MAIL = b"From: reader@example.org\r\nTo: reader@example.org\r\nSubject: Papers\r\n\r\nA line.\r\n.hidden\r\n"
PASSWORD = "open-sesame"
TELLS = f"{sys.executable} -c 'print(\"{PASSWORD}\")'"

# aiosmtpd looks at a deprecated attribute of its own session when somebody signs in.
pytestmark = pytest.mark.filterwarnings("ignore:.*:DeprecationWarning:aiosmtpd")


class Took:
    """What a server took, and what it refuses."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.greetings: list[str] = []
        self.was_encrypted: list[bool] = []
        self.refused: str = ""
        self.hangs_up = False

    async def handle_EHLO(  # noqa: N802 (aiosmtpd's name)
        self, server: Any, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.greetings.append(hostname)
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address == self.refused:
            return "550 5.1.1 \x1b[31mno such reader"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.hangs_up:
            server.transport.abort()
            return "451 never said"
        self.envelopes.append(envelope)
        self.was_encrypted.append(server.transport.get_extra_info("ssl_object") is not None)
        return "250 OK"


class AnyPort(Controller):
    """A server at whichever port is free."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


def authenticated(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    is_right = isinstance(data, LoginPassword) and data == LoginPassword(b"reader", PASSWORD.encode())
    return AuthResult(success=is_right, handled=False)


Serve = Callable[..., tuple[Took, MailSettings]]


@pytest.fixture
def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Give a function that starts a server with a certificate made now, and the settings that reach it."""
    authority = trustme.CA()
    certificate = authority.issue_cert("127.0.0.1", "localhost")
    trusted = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(trusted))
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certificate.configure_cert(context)
    running: list[Controller] = []

    def start(security: str = "starttls", **options: Any) -> tuple[Took, MailSettings]:
        took = Took()
        if security == "starttls":
            options |= {"tls_context": context, "require_starttls": True}
        elif security == "tls":
            options |= {"ssl_context": context}
        controller = AnyPort(took, hostname="127.0.0.1", port=0, **options)
        controller.start()
        running.append(controller)
        settings = replace(default_settings().mail, host="127.0.0.1", port=controller.port, security=security)
        return took, settings

    yield start
    for controller in running:
        controller.stop()


@pytest.mark.parametrize("security", ["starttls", "tls", "none"])
def test_a_server_takes_the_mail_byte_for_byte(serve: Serve, security: str) -> None:
    took, settings = serve(security)
    hand_over(MAIL, TO, settings, 5)
    [envelope] = took.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == (TO, [TO])
    assert envelope.content == MAIL
    assert took.was_encrypted == [security != "none"]


def test_the_machine_does_not_tell_its_name(serve: Serve) -> None:
    took, settings = serve()
    hand_over(MAIL, TO, settings, 5)
    assert set(took.greetings) == {"[127.0.0.1]"}


def test_the_sender_of_the_settings_is_that_of_the_envelope(serve: Serve) -> None:
    took, settings = serve("none")
    hand_over(MAIL, TO, replace(settings, sender="box@example.org"), 5)
    assert took.envelopes[0].mail_from == "box@example.org"


def test_a_password_of_a_command_signs_in(serve: Serve) -> None:
    took, settings = serve(authenticator=authenticated, auth_required=True)
    hand_over(MAIL, TO, replace(settings, user="reader", password_command=TELLS), 5)
    assert len(took.envelopes) == 1


def test_a_password_of_the_keyring_signs_in(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []

    def get_password(service: str, user: str) -> str:
        asked.append((service, user))
        return PASSWORD

    keyring = types.ModuleType("keyring")
    keyring.get_password = get_password  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    took, settings = serve(authenticator=authenticated, auth_required=True)
    hand_over(MAIL, TO, replace(settings, user="reader", keyring=True), 5)
    assert len(took.envelopes) == 1
    assert asked == [("tuiread", "reader")]


def refusal(settings: MailSettings, timeout_s: float = 5) -> str:
    with pytest.raises(MailError) as caught:
        hand_over(MAIL, TO, settings, timeout_s)
    assert PASSWORD not in str(caught.value)
    assert str(caught.value).isprintable()
    assert caught.value.exit_code == 4
    return str(caught.value)


def test_a_wrong_password_is_said_and_not_shown(serve: Serve) -> None:
    took, settings = serve(authenticator=authenticated, auth_required=True)
    said = refusal(replace(settings, user="other", password_command=TELLS))
    assert said.startswith("127.0.0.1 refused the user or the password (535 ")
    assert took.envelopes == []


def test_a_refused_reader_is_said_without_what_a_terminal_would_act_on(serve: Serve) -> None:
    took, settings = serve("none")
    took.refused = TO
    assert refusal(settings) == f"127.0.0.1 takes no mail for {TO} (550 5.1.1 no such reader)."


def test_a_dropped_connection_is_said(serve: Serve) -> None:
    took, settings = serve("none")
    took.hangs_up = True
    assert refusal(settings) == "127.0.0.1 closed the connection; the mail was not taken."


def test_a_certificate_of_somebody_else_is_refused(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    took, settings = serve()
    monkeypatch.delenv("SSL_CERT_FILE")
    assert refusal(settings).startswith("127.0.0.1 could not prove that it is 127.0.0.1 (")
    assert took.envelopes == []


def test_a_server_without_starttls_gets_nothing(serve: Serve) -> None:
    took, settings = serve("none")
    assert "cannot do what is needed: STARTTLS" in refusal(replace(settings, security="starttls"))
    assert took.envelopes == []


def test_nobody_at_the_port_is_said(serve: Serve) -> None:
    assert refusal(replace(default_settings().mail, host="127.0.0.1", port=1)).startswith("127.0.0.1 cannot be reached")


def test_a_password_is_not_sent_for_everybody_to_read() -> None:
    settings = replace(default_settings().mail, host="mail.example.org", security="none", user="reader")
    assert "A password is not sent to mail.example.org for everybody to read" in refusal(settings)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "`mail.user` needs a password"),
        ({"password_command": f"{sys.executable} -c 'raise SystemExit(3)'"}, "ended with status 3."),
        ({"password_command": f"{sys.executable} -c 'print()'"}, "printed nothing."),
        ({"password_command": "no-such-program-here"}, "cannot be started"),
        ({"password_command": "pass 'mail"}, "has a quote that is never closed."),
    ],
)
def test_a_password_that_cannot_be_had_is_said(changes: dict[str, Any], said: str) -> None:
    settings = replace(default_settings().mail, host="127.0.0.1", port=1, user="reader", **changes)
    assert said in refusal(settings)


def test_a_missing_keyring_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    settings = replace(default_settings().mail, host="127.0.0.1", port=1, user="reader", keyring=True)
    assert "pip install 'tuiread[keyring]'" in refusal(settings)


@pytest.fixture
def sendmail(tmp_path: Path) -> Path:
    """Give a sendmail that keeps its words and what it is given, and fails for one address."""
    program = tmp_path / "sendmail"
    taken = tmp_path / "taken"
    program.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" > {taken}.words\ncat > {taken}.mail\n'
        'case "$*" in *nobody@*) echo "no such reader" >&2; exit 67;; esac\n'
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


def test_a_sendmail_takes_the_mail_with_the_address_apart(sendmail: Path, tmp_path: Path) -> None:
    hand_over(MAIL, "-oops@example.org", replace(default_settings().mail, sendmail=f"{sendmail} -i"), 5)
    assert (tmp_path / "taken.words").read_text().split() == ["-i", "--", "-oops@example.org"]
    assert (tmp_path / "taken.mail").read_bytes() == MAIL.replace(b"\r\n", b"\n")


def test_a_sendmail_that_fails_is_said(sendmail: Path) -> None:
    with pytest.raises(MailError, match=r"did not take the mail \(status 67: no such reader\)"):
        hand_over(MAIL, "nobody@example.org", replace(default_settings().mail, sendmail=str(sendmail)), 5)


def test_a_machine_without_sendmail_says_what_to_set() -> None:
    with pytest.raises(MailError, match=r"This machine has no no-sendmail; set `mail.host`"):
        hand_over(MAIL, TO, replace(default_settings().mail, sendmail="no-sendmail"), 5)


def test_a_password_in_the_file_is_refused_with_what_to_do(own_home: Path) -> None:
    paths = find_paths(str(own_home))
    paths.config.mkdir(parents=True)
    paths.config_file.write_text('[mail]\nhost = "mail.example.org"\npassword = "open-sesame"\n')
    with pytest.raises(SettingsError) as caught:
        load_settings(paths, {})
    assert "config.toml, line 3: A password does not belong into a file" in str(caught.value)
    assert PASSWORD not in str(caught.value)


def test_a_mail_in_another_script_comes_as_it_was_written(serve: Serve) -> None:
    from tests.test_digest_forms import digest_of
    from tuiread.output.digest.letter import letter

    took, settings = serve("none", enable_SMTPUTF8=True)
    title = "読書する端末 & <think> — naïve"
    sent = letter(digest_of([make_paper("2608.00001", title)]), "lesère@example.org")
    hand_over(sent, "lesère@example.org", settings, 5)
    content = took.envelopes[0].content
    assert isinstance(content, bytes)
    message = email.message_from_bytes(content, policy=email.policy.default)
    text = message.get_body(("plain",))
    assert text is not None
    assert "読書する端末" in text.get_content()
    assert message["To"] == "lesère@example.org"


def test_nothing_of_it_is_loaded_before_somebody_asks() -> None:
    program = "import sys, tuiread.library, tuiread.app, tuiread.screens.feed_screen; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "tuiread.screens.feed_screen" in loaded
    late = {"smtplib", "tuiread.mailing", "tuiread.digests", "tuiread.digest", "tuiread.output.digest", "keyring"}
    assert loaded & late == set()
