"""The packages that `npm start` installs are enough for the emulator, without those that only tests need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from harness import Clients

REQUIREMENTS = Path(__file__).parents[1] / "requirements.txt"
LOAD = """
import importlib.util, pkgutil, re, sys
from importlib.metadata import packages_distributions
from pathlib import Path
import moto

def normalized(name):
    return re.sub("[-_.]+", "-", name).lower()

pinned = {normalized(name) for name in re.findall(r"^([\\w.-]+)==", Path(sys.argv[1]).read_text(), re.M)}
others = {
    module
    for module, distributions in packages_distributions().items()
    if pinned.isdisjoint(map(normalized, distributions))
}

class OnlyPinned:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in others:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, OnlyPinned())
for package in filter(lambda each: each.ispkg, pkgutil.iter_modules(moto.__path__)):
    responses = f"moto.{package.name}.responses"
    try:
        if importlib.util.find_spec(responses):
            importlib.import_module(responses)
    except ModuleNotFoundError as error:
        print(package.name, error.name)
"""


def test_every_service_loads_but_one_that_nothing_here_calls() -> None:
    command = [sys.executable, "-c", LOAD, str(REQUIREMENTS)]
    missing = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert missing == ["cognitoidp joserfc"]


def test_resources_are_found_by_their_tags(client: Clients) -> None:
    arn = client("sns").create_topic(Name="alarms", Tags=[{"Key": "Stack", "Value": "data"}])["TopicArn"]
    client("sns").create_topic(Name="others")
    wanted = [{"Key": "Stack", "Values": ["data"]}]
    found = client("resourcegroupstaggingapi").get_resources(TagFilters=wanted)["ResourceTagMappingList"]
    assert [each["ResourceARN"] for each in found] == [arn]
