"""Letters that Sayso sends, as a real mail server gets them."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sayso.errors import InputError
from sayso.mail import BadAddressError, Mail, MailError
from sayso.settings import Settings
from tests.support.mail import PASSWORD, USER, post_office

ANNA = "anna@example.org"


def settings(url: str, sender: str = "Sayso <sayso@example.com>") -> Settings:
    """Settings that name a mail server."""
    return Settings.model_validate({"smtp_url": url, "mail_from": sender})


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("certificate") / "localhost.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture
def context(certificate: Path) -> ssl.SSLContext:
    """What a server needs to show the certificate."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(certificate)
    return made


async def test_a_letter_arrives_as_it_was_written() -> None:
    with post_office() as post:
        mail = Mail(settings(f"smtp://127.0.0.1:{post.port}"))
        assert mail.is_set_up
        await mail.send(ANNA, "Ein neues Paßwort – jetzt", "Guten Tag,\n\nhier öffnen: http://x/y\n")

    (letter,) = post.letters
    assert letter["from"] == "Sayso <sayso@example.com>"
    assert letter["to"] == ANNA
    assert letter["subject"] == "Ein neues Paßwort – jetzt"
    assert letter.get_content().replace("\r\n", "\n") == "Guten Tag,\n\nhier öffnen: http://x/y\n"
    assert letter["message-id"].endswith("@example.com>")
    assert letter["date"]
    assert post.recipients == [ANNA]


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # it counts STARTTLS only
@pytest.mark.parametrize("way", ["starttls", "implicit"])
async def test_a_letter_goes_encrypted_and_with_a_password(
    certificate: Path, context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with post_office(context, way=way, login=True) as post:
        scheme = "smtps" if way == "implicit" else "smtp"
        address = f"{scheme}://{USER}:{quote(PASSWORD, safe='')}@localhost:{post.port}?tls={way}"
        await Mail(settings(address)).send(ANNA, "Hello", "Hello.")
        assert post.was_encrypted == [True]

        wrong = Mail(settings(address.replace(quote(PASSWORD, safe=""), "wrong")))
        with pytest.raises(MailError, match="did not take the letter: 535"):
            await wrong.send(ANNA, "Hello", "Hello.")
    assert len(post.letters) == 1


async def test_a_server_that_nobody_vouches_for_gets_no_password(context: ssl.SSLContext) -> None:
    with post_office(context, way="starttls", login=True) as post:
        mail = Mail(settings(f"smtp://{USER}:x@localhost:{post.port}?tls=starttls"))
        with pytest.raises(MailError, match="certificate"):
            await mail.send(ANNA, "Hello", "Hello.")
    assert post.letters == []


async def test_a_server_without_encryption_gets_nothing_where_it_was_asked_for() -> None:
    with post_office() as post:
        mail = Mail(settings(f"smtp://localhost:{post.port}?tls=starttls"))
        with pytest.raises(MailError, match="STARTTLS"):
            await mail.send(ANNA, "Hello", "Hello.")
    assert post.letters == []


async def test_what_the_server_says_is_passed_on() -> None:
    with post_office() as post:
        post.refuse = "554 no thanks"
        with pytest.raises(MailError, match="554 no thanks") as refused:
            await Mail(settings(f"smtp://localhost:{post.port}")).send(ANNA, "Hello", "Hello.")
        assert "SAYSO_SMTP_URL" in refused.value.hint
        mail = Mail(settings(f"smtp://localhost:{post.port}"))
    with pytest.raises(MailError, match="did not take the letter"):
        await mail.send(ANNA, "Hello", "Hello.")


@pytest.mark.parametrize(
    "to",
    [
        "",
        "anna",
        "anna@",
        "@example.org",
        "anna@example.org\nBcc: all@example.org",
        "anna@example.org\r\n\r\nA second letter",
        "anna@example.org,bob@example.org",
        "anna@example.org>, <bob@example.org",
        "Anna <anna@example.org>",
        "anna example@example.org",
        '"anna"@example.org',
        "anna@example.org\0",
        "\ud800@example.org",
    ],
)
async def test_no_address_brings_in_another_or_a_header(to: str) -> None:
    with post_office() as post, pytest.raises(BadAddressError):
        await Mail(settings(f"smtp://localhost:{post.port}")).send(to, "Hello", "Hello.")
    assert post.letters == []


async def test_no_subject_brings_in_a_header_and_no_text_ends_the_letter() -> None:
    with post_office() as post:
        mail = Mail(settings(f"smtp://localhost:{post.port}"))
        with pytest.raises(InputError, match="one line"):
            await mail.send(ANNA, "Hello\r\nBcc: bob@example.org", "Hello.")
        await mail.send(ANNA, "Hello", "Hello.\n.\nQUIT\nBcc: bob@example.org\n")
    (letter,) = post.letters
    assert letter["bcc"] is None
    assert "QUIT" in letter.get_content()
    assert post.recipients == [ANNA]


async def test_without_a_server_nothing_is_sent_and_that_is_said() -> None:
    mail = Mail(Settings())
    assert not mail.is_set_up
    with pytest.raises(MailError, match="No mail server is set"):
        await mail.send(ANNA, "Hello", "Hello.")


@pytest.mark.parametrize(
    ("url", "sender", "why"),
    [
        ("localhost:25", "sayso@example.com", "SAYSO_SMTP_URL"),
        ("http://localhost", "sayso@example.com", "SAYSO_SMTP_URL"),
        ("smtp://", "sayso@example.com", "SAYSO_SMTP_URL"),
        ("smtp://localhost:x", "sayso@example.com", "SAYSO_SMTP_URL"),
        ("smtp://localhost?tls=maybe", "sayso@example.com", "SAYSO_SMTP_URL"),
        ("smtp://localhost?ssl=1", "sayso@example.com", "SAYSO_SMTP_URL"),
        ("smtp://sayso:secret@mail.example.com?tls=none", "sayso@example.com", "others can read"),
        ("smtp://localhost", "", "SAYSO_MAIL_FROM"),
        ("smtp://localhost", "Sayso", "SAYSO_MAIL_FROM"),
        ("smtp://localhost", "a@example.com\nBcc: b@example.com", "SAYSO_MAIL_FROM"),
    ],
)
def test_settings_that_cannot_work_are_told_at_the_start(url: str, sender: str, why: str) -> None:
    with pytest.raises(InputError, match=why) as refused:
        Mail(settings(url, sender))
    assert "secret" not in refused.value.message + refused.value.hint
