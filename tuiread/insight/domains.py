"""Whose a domain is, as far as mail tells: an institution's, or a provider's that anybody can have an address at.

Not here: who verified an address (ORCID).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

PROVIDERS = frozenset({
    "126.com", "163.com", "aol.com", "foxmail.com", "fastmail.com", "gmail.com", "gmx.at", "gmx.ch", "gmx.com",
    "gmx.de", "gmx.net", "googlemail.com", "hey.com", "hotmail.com", "hotmail.fr", "icloud.com", "live.com", "mac.com",
    "mail.com", "mail.ru", "me.com", "msn.com", "naver.com", "orange.fr", "outlook.com", "pm.me", "posteo.de",
    "proton.me", "protonmail.com", "qq.com", "sina.com", "t-online.de", "tutanota.com", "web.de", "yahoo.co.jp",
    "yahoo.com", "yahoo.fr", "yandex.com", "yandex.ru", "zoho.com",
})  # fmt: skip
"""Providers of mail for everybody: an address there says nothing of an institution."""


def institutional(domains: Iterable[str]) -> tuple[str, ...]:
    """Return the domains that can be an institution's, in small letters and each once.

    >>> institutional(["Uni.example", "gmail.com", "uni.example"])
    ('uni.example',)
    """
    plain = dict.fromkeys(domain.lower().strip(".") for domain in domains)
    return tuple(domain for domain in plain if "." in domain and domain not in PROVIDERS)


def is_under(url: str, domains: Collection[str]) -> bool:
    """Tell whether a page lies under one of some domains.

    >>> is_under("https://cs.uni.example/~ada", ["uni.example"]), is_under("https://notuni.example/", ["uni.example"])
    (True, False)
    """
    host = (urlsplit(url).hostname or "").strip(".")
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)
