"""The tests' own service starts, loses a process, gets it back, and leaves nothing behind."""

import signal

from server.domain.session import Role
from tests.dev.checkout import alive


def test_two_web_processes_and_a_worker_are_ready_and_end(sqlite_service):
    service = sqlite_service
    service.start(web=2)
    pids = {service.pid(name) for name in (*service.web_names, "worker")}
    assert service.invite([Role.PEER]).startswith(f"{service.origins[0]}/console#invitation=")
    assert service.kill("web2", signal.SIGKILL) == -signal.SIGKILL
    service.restart("web2")
    service.wait_ready("web2")  # it serves before it has found Valkey
    assert service.readiness("web2") == {"ready": True, "missing": []}
    service.close()
    assert alive(pids) == set()
