"""Handing a mail over: to the SMTP server that the reader named, or to this machine's sendmail.

    mail.host set        ──SMTP, STARTTLS or TLS──> that server
    mail.host empty      ──standard input──> sendmail -i -- ADDRESS

There is no server of ours, and nothing of the reader goes out but the mail, to the address that they named, by the
server that they named; not even the machine's name, which SMTP would have in its greeting.  The only module that speaks
SMTP, beside sources and not among them: a source is asked and may be replaced by another, this is a hand-over that
happens once.  Not here: what the mail says (output.digest) and which ones wait (sent_box).
"""

from __future__ import annotations

import ipaddress
import shlex
import shutil
import smtplib
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module

from tuiread.cleaning import clean_text
from tuiread.errors import MailError
from tuiread.settings import MailSettings

PORTS = {"starttls": 587, "tls": 465, "none": 25}
GREETING = "[127.0.0.1]"
"""What is said instead of the machine's name."""
COMMAND_TIMEOUT_S = 60.0
"""How long a command may take, which may ask for a passphrase."""
KEYRING_SERVICE = "tuiread"
_SENDMAIL_FOLDERS = "/usr/sbin:/usr/lib:/usr/bin"

FindProgram = Callable[[str], str | None]


def hand_over(mail: bytes, to: str, settings: MailSettings, timeout_s: float) -> None:
    """Hand a mail over, and come back when it was taken.

    Args:
        mail: the mail with its head, lines ending with CR LF.
        to: where it goes.
        settings: who takes it.
        timeout_s: how long each answer of a server may take.

    Raises:
        MailError: it was not taken; the sentence says why.
    """
    if settings.host:
        _by_server(mail, to, settings, timeout_s)
    else:
        _by_sendmail(mail, to, settings.sendmail)


def find_sendmail(name: str) -> str | None:
    """Return where a program lies, also where only the administrator's path leads."""
    return shutil.which(name) or shutil.which(name, path=_SENDMAIL_FOLDERS)


def _by_sendmail(mail: bytes, to: str, command: str, find: FindProgram = find_sendmail) -> None:
    words = _words(command, "mail.sendmail") if command else ["sendmail", "-i"]
    program = find(words[0])
    if program is None:
        raise MailError(
            f"This machine has no {words[0]}; set `mail.host` to your mail provider's SMTP server in config.toml."
        )
    done = _run([program, *words[1:], "--", to], mail.replace(b"\r\n", b"\n"), words[0])
    if done.returncode:
        said = _short(done.stderr.decode(errors="replace"))
        raise MailError(f"{words[0]} did not take the mail (status {done.returncode}{f': {said}' if said else ''}).")


def _by_server(mail: bytes, to: str, settings: MailSettings, timeout_s: float) -> None:
    if settings.user and settings.security == "none" and not _is_loopback(settings.host):
        raise MailError(
            f"A password is not sent to {settings.host} for everybody to read; "
            'set `mail.security` to "starttls" or "tls".'
        )
    password = _password(settings)
    sender = settings.sender or to
    with _told(settings.host, to), _connected(settings, timeout_s) as server:
        if settings.user:
            server.login(settings.user, password)
        options = [] if (sender + to).isascii() else ["SMTPUTF8", "BODY=8BITMIME"]
        server.sendmail(sender, [to], mail, options)
        _leave(server)


def _leave(server: smtplib.SMTP) -> None:
    """Say goodbye; the mail was taken already, so a server that hangs up first does no harm."""
    try:
        server.quit()
    except smtplib.SMTPServerDisconnected:
        server.close()


@contextmanager
def _connected(settings: MailSettings, timeout_s: float) -> Iterator[smtplib.SMTP]:
    """Connect, safely unless the reader said otherwise."""
    port = settings.port or PORTS[settings.security]
    trusted = ssl.create_default_context()
    if settings.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            settings.host, port, local_hostname=GREETING, timeout=timeout_s, context=trusted
        )
    else:
        server = smtplib.SMTP(settings.host, port, local_hostname=GREETING, timeout=timeout_s)
    try:
        if settings.security == "starttls":
            server.starttls(context=trusted)
        yield server
    finally:
        server.close()


@contextmanager
def _told(host: str, to: str) -> Iterator[None]:
    """Turn what may go wrong between us and a server into one sentence."""
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        raise MailError(f"{host} refused the user or the password ({_answer(error)}); check `mail.user`.") from error
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise MailError(f"{host} takes no mail for {to} ({code} {_short(said.decode(errors='replace'))}).") from error
    except smtplib.SMTPSenderRefused as error:
        raise MailError(
            f"{host} takes no mail from {error.sender} ({_answer(error)}); set `mail.sender` to your address there."
        ) from error
    except smtplib.SMTPNotSupportedError as error:
        raise MailError(f"{host} cannot do what is needed: {_short(str(error))} Check `mail.security`.") from error
    except smtplib.SMTPResponseException as error:
        raise MailError(f"{host} did not take the mail ({_answer(error)}).") from error
    except smtplib.SMTPServerDisconnected as error:
        raise MailError(f"{host} closed the connection; the mail was not taken.") from error
    except ssl.SSLCertVerificationError as error:
        raise MailError(f"{host} could not prove that it is {host} ({_short(error.verify_message)}).") from error
    except (OSError, smtplib.SMTPException) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise MailError(f"{host} cannot be reached ({_short(reason)}).") from error


def _password(settings: MailSettings) -> str:
    """Return the password, from where the reader keeps it.

    Raises:
        MailError: it is wanted and cannot be had.
    """
    if not settings.user:
        return ""
    if settings.password_command:
        return _printed(settings.password_command)
    if not settings.keyring:
        raise MailError("`mail.user` needs a password: set `mail.password_command`, or `mail.keyring` to true.")
    try:
        keyring = import_module("keyring")
    except ImportError as error:
        raise MailError("`mail.keyring` needs a package more: pip install 'tuiread[keyring]'.") from error
    try:
        password: str | None = keyring.get_password(KEYRING_SERVICE, settings.user)
    except Exception as error:  # each desktop's keyring fails in its own way
        raise MailError(f"The keyring cannot be read ({type(error).__name__}); is it locked?") from error
    if password is None:
        raise MailError(
            f"The keyring has no password; `keyring set {KEYRING_SERVICE} {settings.user}` keeps one there."
        )
    return password


def _printed(command: str) -> str:
    words = _words(command, "mail.password_command")
    done = _run(words, b"", words[0])
    if done.returncode:
        raise MailError(f"The password command {words[0]} ended with status {done.returncode}.")
    password = done.stdout.decode(errors="replace").partition("\n")[0].rstrip("\r")
    if not password:
        raise MailError(f"The password command {words[0]} printed nothing.")
    return password


def _run(words: list[str], text: bytes, name: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(words, input=text, capture_output=True, timeout=COMMAND_TIMEOUT_S, check=False)
    except subprocess.TimeoutExpired as error:
        raise MailError(f"{name} did not end within {COMMAND_TIMEOUT_S:g} seconds.") from error
    except OSError as error:
        raise MailError(f"{name} cannot be started ({error.strerror or error}).") from error


def _words(command: str, setting: str) -> list[str]:
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise MailError(f"`{setting}` has a quote that is never closed.") from error
    if not words:
        raise MailError(f"`{setting}` names no command.")
    return words


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _answer(error: smtplib.SMTPResponseException) -> str:
    said = error.smtp_error
    text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    return f"{error.smtp_code} {_short(text)}"


def _short(text: str) -> str:
    """Return what a stranger said, short and without anything that a terminal would act on."""
    return clean_text(text)[:160]
