"""The function's surroundings in the tests: a migrated database, AWS and the model."""

from __future__ import annotations

import json
import secrets
import subprocess
import urllib.request
from pathlib import Path
from typing import Any

from clinic_database.connection import Credentials, tls_context
from clinic_database.settings import DatabaseSettings
from database_client import Connection
from genai.database import Database
from genai_package import PROJECT
from harness import REGION, Emulator
from server.mariadb import MariaDb

MASTER = "petclinic"
USER = "genai"
DATABASE = "petclinic"
CHAT_MODEL = "us.anthropic.claude-haiku-5-5"
EMBEDDING_MODEL = "amazon.titan-embed-text-v2:0"
MODELS = {
    "model-id": f"arn:aws:bedrock:{REGION}:123456789012:inference-profile/{CHAT_MODEL}",
    "embedding-model-id": f"arn:aws:bedrock:{REGION}::foundation-model/{EMBEDDING_MODEL}",
}


class World:
    """Set up once for all tests; `restore` makes it as it was."""

    def __init__(self, server: MariaDb, password: str, emulator: Emulator, package: Path) -> None:
        self.server = server
        self.emulator = emulator
        self.package = package
        self.dynamodb = emulator.client("dynamodb")
        self._secrets = emulator.client("secretsmanager")
        self._ssm = emulator.client("ssm")
        self._admin = Connection(server.port, MASTER, password, server.ca_file)
        self._make_database()
        self._secret_arn = self._secrets.create_secret(Name="users/genai")["ARN"]
        self.change_password()
        self.profiles = {name: self.make_profile(name, source) for name, source in MODELS.items()}
        for name, arn in self.profiles.items():
            self.put_parameter(name, arn)
        self.make_table()

    def variables(self, **changes: str) -> dict[str, str]:
        """The environment of the function."""
        return {
            "DATABASE_HOST": self.server.host,
            "DATABASE_PORT": str(self.server.port),
            "DATABASE_NAME": DATABASE,
            "DATABASE_SECRET_ARN": self._secret_arn,
            "SESSION_TABLE": "sessions",
            "DAILY_QUESTIONS": "100000",
            "CORS_ORIGIN": "https://www.example.com",
            "MODEL_ID_PARAMETER": "/petclinic/test/genai/model-id",
            "EMBEDDING_MODEL_ID_PARAMETER": "/petclinic/test/genai/embedding-model-id",
            "EXTRA_CA_CERTS": str(self.server.ca_file),
            "AWS_ENDPOINT_URL": self.emulator.url,
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            **changes,
        }

    def make_table(self) -> None:
        """The empty table of the sessions."""
        self.dynamodb.create_table(
            TableName="sessions",
            AttributeDefinitions=[{"AttributeName": "sessionId", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "sessionId", "KeyType": "HASH"}],
            BillingMode="PAY_PER_REQUEST",
        )

    def make_profile(self, name: str, source: str) -> str:
        """The ARN of a new application inference profile."""
        bedrock = self.emulator.client("bedrock")
        arn = bedrock.create_inference_profile(inferenceProfileName=name, modelSource={"copyFrom": source})
        return str(arn["inferenceProfileArn"])

    def put_parameter(self, name: str, value: str) -> None:
        """Sets a parameter of the function, such as `model-id`."""
        self._ssm.put_parameter(
            Name=f"/petclinic/test/genai/{name}", Value=value, Type="String", Overwrite=True
        )

    def change_password(self, *, in_secret: bool = True) -> None:
        """Changes the password in the database, and in the secret if `in_secret`."""
        password = secrets.token_urlsafe(24)
        self.server.set_password(USER, password)
        if in_secret:
            value = json.dumps({"username": USER, "password": password})
            self._secrets.put_secret_value(SecretId=self._secret_arn, SecretString=value)

    def sql(self, statement: str) -> list[str]:
        """The rows that a statement returns to the administrator, columns joined by tabs."""
        return self._admin.run(statement, DATABASE)

    def as_function(self, statement: str) -> list[str]:
        """The rows that a statement returns to the function's own user. Raises RefusedError."""
        value = json.loads(self._secrets.get_secret_value(SecretId=self._secret_arn)["SecretString"])
        login = Connection(self.server.port, value["username"], value["password"], self.server.ca_file)
        return login.run(statement, DATABASE)

    def open_database(self) -> Database:
        """The function's database, in this process."""
        value = json.loads(self._secrets.get_secret_value(SecretId=self._secret_arn)["SecretString"])
        credentials = Credentials(value["username"], value["password"])
        server = self.server
        settings = DatabaseSettings(server.host, server.port, DATABASE, str(server.ca_file))
        return Database(settings, tls_context(settings), lambda _: credentials)

    def count(self, table: str) -> int:
        """Number of rows in a table."""
        return int(self.sql(f"SELECT COUNT(*) FROM {table}")[0])

    def restore(self) -> None:
        """Brings the sample data back, and lets the model speak for itself."""
        self.sql(
            "DELETE FROM pets WHERE id > 13; DELETE FROM owners WHERE id > 10;"
            "DELETE FROM vet_specialties WHERE vet_id > 6; DELETE FROM vets WHERE id > 6;"
        )
        self.script()

    def script(self, *answers: Any) -> None:
        """Sets the model's next answers, in their order, and forgets its past requests."""
        data = json.dumps({"answers": answers}).encode()
        request = urllib.request.Request(f"{self.emulator.url}/_emulator/bedrock", data=data, method="PUT")
        urllib.request.urlopen(request).close()

    def asked(self, operation: str = "Converse") -> list[Any]:
        """The requests that the model got since the last script."""
        with urllib.request.urlopen(f"{self.emulator.url}/_emulator/bedrock") as response:
            asked = json.load(response)["asked"]
        return [each["request"] for each in asked if each["operation"] == operation]

    def tool_results(self) -> list[dict[str, Any]]:
        """Tool results in the last request to the model."""
        content = self.asked()[-1]["messages"][-1]["content"]
        return [block["toolResult"] for block in content if "toolResult" in block]

    def session(self, session_id: str) -> dict[str, Any]:
        """The item of a session."""
        item: dict[str, Any] = self.dynamodb.get_item(
            TableName="sessions", Key={"sessionId": {"S": session_id}}
        )["Item"]
        return item

    def turns(self, session_id: str) -> list[Any]:
        """The messages of each turn of a session."""
        return [turn["messages"] for turn in json.loads(self.session(session_id)["turns"]["S"])]

    def _make_database(self) -> None:
        for file in sorted((PROJECT / "lambdas" / "db-migrate" / "sql").glob("*.sql")):
            self.sql(file.read_text())
        # The account's password is set by change_password.
        self.sql(f"CREATE USER {USER}@'%' IDENTIFIED BY '{secrets.token_hex(16)}' REQUIRE SSL")
        for table, privileges in _grants().items():
            self.sql(f"GRANT {', '.join(privileges)} ON {DATABASE}.{table} TO {USER}@'%'")


def _grants() -> dict[str, list[str]]:
    """Privileges of the deployed user by table, read from the configuration itself."""
    module = "./src/config/sections/database-user.ts"
    code = f"console.log(JSON.stringify(require('{module}').genaiUser.grants))"
    result = subprocess.run(
        ["node", "--import", "tsx", "-e", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    grants: dict[str, list[str]] = json.loads(result.stdout)
    return grants


def call(name: str, value: Any, identifier: str | None = None) -> dict[str, Any]:
    """A tool call in a script."""
    return {"name": name, "input": value, **({"id": identifier} if identifier else {})}
