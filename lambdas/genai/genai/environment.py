"""What one execution environment keeps from request to request."""

from __future__ import annotations

from collections.abc import Mapping

import boto3

from .aws_client import AwsClient
from .credentials import CredentialsSource
from .database import Database
from .embeddings import Embedder
from .login import Login
from .model import Model
from .parameters import ModelIdSource
from .repository import Repository
from .session_store import SessionStore
from .settings import read_settings
from .vet_index import VetIndex


class Environment:
    """Clients, connection and caches. Nothing is asked for before it is needed."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        """Raises UnavailableError when the variables are not right."""
        settings = read_settings(variables)
        session = boto3.session.Session()
        bedrock = AwsClient(session, "bedrock-runtime", "model")
        ssm = AwsClient(session, "ssm", "settings")
        secrets = AwsClient(session, "secretsmanager", "database")
        dynamodb = AwsClient(session, "dynamodb", "sessions")
        self.model_ids = ModelIdSource(
            ssm, settings.model_id_parameter, settings.embedding_model_id_parameter
        )
        self.model = Model(bedrock, self.model_ids)
        self.vet_index = VetIndex(Embedder(bedrock))
        self.sessions = SessionStore(dynamodb, settings.session_table)
        login = Login(
            settings.host,
            settings.port,
            settings.database,
            CredentialsSource(secrets, settings.secret_arn),
            settings.extra_ca_certs,
        )
        self.repository = Repository(Database(login))
