"""Each configuration in docs/proxies works as it stands, for each proxy that is installed here.

`make cluster ARGS=--check` does the same with the whole cluster, and insists on a proxy.
"""

from tests.cluster.cluster import Cluster, before
from tests.cluster.journey import a_talk_through
from tests.cluster.proxies import CONFIGURED, KINDS, installed
from tests.journeys.service import free_ports


def test_every_configuration_says_how_the_service_must_be_set():
    for kind in KINDS:
        text = (CONFIGURED / kind.file).read_text()
        assert "WARMLINE_ORIGINS=" in text
        assert "WARMLINE_TRUSTED_PROXIES=" in text
        assert "metrics" in text


async def test_people_talk_through_each_proxy_that_is_here(data_dir, sqlite_url, valkey_url):
    stores = (data_dir, sqlite_url, valkey_url)
    with Cluster(*stores, workers=1, public_port=free_ports(1)[0]) as service:
        service.start(web=2)
        for kind in installed():
            with before(service, kind, data_dir / kind.name) as public:
                await a_talk_through(public)
