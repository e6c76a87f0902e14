"""Commands of the AWS CLI in the pages are operations of AWS, and have the options that those need."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import botocore.session
import pytest
from botocore import xform_name

ROOT = Path(__file__).parents[3]
PAGES = sorted([*ROOT.glob("docs/*.md"), *ROOT.glob("docs/runbooks/*.md")])
GLOBAL = {"output", "query", "profile", "region", "no-cli-pager", "cli-input-json", "max-items", "page-size"}
OWN = {"logs tail", "ecr get-login-password", "s3 cp", "s3 ls", "ecs execute-command", "ssm start-session"}
"""Commands that the CLI makes of its own, or passes on to the Session Manager plugin."""
SESSION = botocore.session.get_session()
SERVICES = set(SESSION.get_available_services())
SHELL = {"|", "||", "&&", ";", ")", "}", ">", "<"}


def commands(text: str) -> Iterator[list[str]]:
    """The words of each `aws` command in a page, up to the next operator of the shell."""
    code = [*re.findall(r"```bash\n(.*?)```", text, re.S), *re.findall(r"`(aws [^`]+)`", text)]
    for block in code:
        joined = re.sub(r"<[^<>()]*>", "X", block.replace("\\\n", " "))
        for found in re.finditer(r"(?:^|[\s($|;])aws ((?:\"[^\"]*\"|'[^']*'|[^\n;|)\"'])+)", joined):
            yield shlex.split(found.group(1).split(" #")[0])


def problem(words: list[str]) -> str | None:
    if len(words) < 2 or " ".join(words[:2]) in OWN:
        return None
    service, operation, *rest = words
    service = {"deploy": "codedeploy", "s3api": "s3", "configservice": "config"}.get(service, service)
    if service not in SERVICES:
        return f"no service {service}"
    model = SESSION.get_service_model(service)
    if operation == "wait":
        names = SESSION.get_component("data_loader").load_service_model(service, "waiters-2")["waiters"]
        chosen = {xform_name(name, "-"): name for name in names}.get(rest[0])
        if chosen is None:
            return f"no waiter {rest[0]}"
        operation, rest = xform_name(names[chosen]["operation"], "-"), rest[1:]
    found = {xform_name(name, "-"): name for name in model.operation_names}.get(operation)
    if found is None:
        return f"no operation {operation}"
    shape = model.operation_model(found).input_shape
    members = {xform_name(name, "-"): name for name in shape.members} if shape else {}
    given = {word[2:].split("=")[0] for word in rest if word.startswith("--")}
    asked = {name if name in members else name.removeprefix("no-") for name in given}
    unknown = asked - members.keys() - GLOBAL
    if unknown:
        return f"{operation} takes no {', '.join(sorted(unknown))}"
    missing = {xform_name(name, "-") for name in (shape.required_members if shape else [])} - asked
    elided = any(word.startswith("$") for word in rest) or not rest
    return f"{operation} needs {', '.join(sorted(missing))}" if missing and not elided else None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_of_a_page(page: Path) -> None:
    told = [(" ".join(words), problem(words)) for words in commands(page.read_text())]
    assert [each for each in told if each[1] is not None] == []


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("aws rdss describe-db-clusters", "no service rdss"),
        ("aws rds describe-db-cluster", "no operation describe-db-cluster"),
        ("aws rds wait db-cluster-there", "no waiter db-cluster-there"),
        ("aws lambda get-alias --function petclinic --name live", "get-alias takes no function"),
        ("aws lambda get-alias --function-name petclinic", "get-alias needs name"),
        ("aws rds modify-db-cluster --db-cluster-identifier <it> --no-deletion-protection", None),
    ],
)
def test_a_wrong_command_is_told(command: str, says: str | None) -> None:
    [words] = commands(f"```bash\nfor x in y; do\n  {command} | jq .\ndone\n```")
    assert problem(words) == says


def test_commands_are_found() -> None:
    assert sum(len(list(commands(page.read_text()))) for page in PAGES) > 80
