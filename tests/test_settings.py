"""Settings: variables before the file, and nothing that is neither."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracuu.commands.elsewhere import SecretUnusableError, elsewhere
from tracuu.door import GroupRights
from tracuu.door.provider import ProviderAddressError
from tracuu.door.signed_header import ProxyAddressError, ProxyKeyError
from tracuu.settings import FILE, SecretInFileError, Settings


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"TRACUU_{name.upper()}", raising=False)


def test_a_variable_wins_over_the_file_and_the_file_over_what_is_set_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(FILE).write_text('model = "e5"\ndata = "kho"\nlang = "en"\nother = 1\n', encoding="utf-8")
    monkeypatch.setenv("TRACUU_DATA", "/kho khác")
    monkeypatch.setenv("tracuu_reranker", "r")
    settings = Settings.read()
    assert (settings.model, settings.data, settings.lang) == ("e5", Path("/kho khác"), "en")
    assert (settings.reranker, settings.store) == ("r", "local")


def test_variables_of_others_set_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODEL", "other")
    monkeypatch.setenv("LANG", "C")
    monkeypatch.setenv("TRACUU_LANGUAGE", "fr")
    assert (Settings.read().model, Settings.read().lang) == ("bundled", "vi")


@pytest.mark.parametrize(("said", "named"), [('lang = "fr"', "lang"), ("lang", "TOML|Expected|line")])
def test_what_cannot_be_is_said(said: str, named: str) -> None:
    Path(FILE).write_text(said, encoding="utf-8")
    with pytest.raises(ValueError, match=named):
        Settings.read()


SECRET = "một bí mật dài mà chỉ hai máy chủ biết"


class TestElsewhere:
    """Who else may say who somebody is."""

    def test_nobody_else_does_unless_it_is_said(self) -> None:
        ways = elsewhere(Settings.read())
        assert (ways.provider, ways.proxy, ways.rights) == (None, None, ())

    def test_a_provider_and_its_groups(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        Path(FILE).write_text(
            'oidc_issuer = "https://dang-nhap.tinh.vn"\noidc_name = "tỉnh"\n'
            '[[groups]]\ngroup = "van-thu"\nrole = "editor"\ncollections = ["Sở Y tế"]\n'
            '[[groups]]\ngroup = "ca-tinh"\n',
            encoding="utf-8",
        )
        file = tmp_path / "bí mật"
        file.touch(0o600)
        file.write_text(f"{SECRET}\n", "utf-8")
        monkeypatch.setenv("TRACUU_OIDC_SECRET_FILE", str(file))
        settings = Settings.read()
        ways = elsewhere(settings)
        assert ways.provider is not None
        assert (ways.provider.secret, ways.provider.client, ways.provider.name) == (SECRET, "tracuu", "tỉnh")
        both = (GroupRights("van-thu", "editor", frozenset({"Sở Y tế"})), GroupRights("ca-tinh", "reader", None))
        assert ways.rights == both
        assert SECRET not in f"{settings!r} {ways!r}"
        monkeypatch.setenv("TRACUU_GROUPS", '[{"group": "khác"}]')
        assert elsewhere(Settings.read()).rights == (GroupRights("khác", "reader", None),)
        file.chmod(0o604)
        with pytest.raises(SecretUnusableError):
            elsewhere(settings)

    def test_no_group_makes_an_admin(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TRACUU_GROUPS", '[{"group": "a", "role": "admin"}]')
        with pytest.raises(ValueError, match="role"):
            Settings.read()

    def test_a_provider_that_others_can_listen_to_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TRACUU_OIDC_ISSUER", "http://dang-nhap.tinh.vn")
        with pytest.raises(ProviderAddressError):
            elsewhere(Settings.read())

    def test_a_proxy_has_an_address_a_name_and_one_key(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TRACUU_PROXY_ADDRESSES", "10.0.0.2, 10.1.0.0/24")
        for name, value in (("PROXY_SECRET", SECRET), ("PROXY_ISSUER", "https://cong.tinh.vn")):
            with pytest.raises(ProxyKeyError):
                elsewhere(Settings.read())
            monkeypatch.setenv(f"TRACUU_{name}", value)
        proxy = elsewhere(Settings.read()).proxy
        assert proxy is not None
        assert [proxy.is_at(one) for one in ("10.0.0.2", "10.1.0.9", "10.0.0.3")] == [True, True, False]
        monkeypatch.setenv("TRACUU_PROXY_KEYS", "keys.json")
        with pytest.raises(ProxyKeyError):
            elsewhere(Settings.read())
        monkeypatch.delenv("TRACUU_PROXY_KEYS")
        monkeypatch.setenv("TRACUU_PROXY_ADDRESSES", "cong.tinh.vn")
        with pytest.raises(ProxyAddressError):
            elsewhere(Settings.read())

    @pytest.mark.parametrize("name", ["oidc_secret", "proxy_secret"])
    def test_a_secret_stands_in_no_file_of_settings(self, name: str) -> None:
        Path(FILE).write_text(f'{name} = "{SECRET}"\n', encoding="utf-8")
        with pytest.raises(SecretInFileError) as refused:
            Settings.read()
        assert SECRET not in refused.value.vi
        assert f"TRACUU_{name.upper()}_FILE" in refused.value.vi
