"""The hosts file of what runs in the VPC: the names of the databases' endpoints, and where they listen.

https://man7.org/linux/man-pages/man5/hosts.5.html
"""

from __future__ import annotations

from typing import Any

from moto.rds.models import DBCluster, rds_backends

from .databases import databases
from .mariadb import MariaDb


def _clusters() -> list[tuple[DBCluster, MariaDb, list[str]]]:
    """Each cluster that has a server, and the names that lead there."""
    found = []
    for _, _, backend in rds_backends.iter_backends():
        for cluster in list(backend.clusters.values()):
            server = databases().get(cluster.db_cluster_resource_id)
            if server is not None:
                instances = [each.address for each in cluster._members]
                found.append((cluster, server, [cluster.endpoint, cluster.reader_endpoint, *instances]))
    return found


def write_hosts() -> None:
    """Brings the file up to date, in one step: a function may be reading it."""
    file = databases().hosts_file
    text = "".join(f"{server.host} {' '.join(names)}\n" for _, server, names in _clusters())
    if not file.exists() or file.read_text() != text:
        aside = file.with_suffix(".new")
        aside.write_text(text)
        aside.replace(file)


def describe_databases() -> list[dict[str, Any]]:
    """Entries of `/_emulator/status`: where a person's client connects, and how often a server died."""
    return [
        {
            "cluster": cluster.db_cluster_identifier,
            "endpoint": names[0],
            "host": server.host,
            "port": server.port,
            "serves": server.serves,
            "restarts": server.restarts,
        }
        for cluster, server, names in _clusters()
    ]
