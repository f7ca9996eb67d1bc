"""Serves moto on a free port of 127.0.0.1 until SIGTERM, with layers published up to the numbers of the given ARNs."""

import io
import os
import signal
import sys
import zipfile

import boto3
from moto.awslambda.models import LambdaFunction
from moto.core.authorization import ActionAuthenticatorMixin
from moto.server import ThreadedMotoServer


# What AWS tells of a function and moto (5.2) forgets; without it no plan is ever empty.
FORGOTTEN = ("DeadLetterConfig", "FileSystemConfigs", "KMSKeyArn", "LoggingConfig")


def keep_forgotten_settings():
    """Makes moto keep settings of functions, as AWS does."""
    create, update, read = LambdaFunction.__init__, LambdaFunction.update_configuration, LambdaFunction.get_configuration

    def created(self, account_id, spec, *arguments, **keywords):
        self.kept_settings = {key: spec[key] for key in FORGOTTEN if spec.get(key)}
        create(self, account_id, spec, *arguments, **keywords)

    def updated(self, changes):
        self.kept_settings.update({key: changes[key] for key in FORGOTTEN if key in changes})
        return update(self, changes)

    def described(self, on_create=False):
        configuration = read(self, on_create)
        for key, value in self.kept_settings.items():
            configuration.setdefault(key, value)
        return configuration

    LambdaFunction.__init__ = created
    LambdaFunction.update_configuration = updated
    LambdaFunction.get_configuration = described


def record_calls(path):
    """Makes moto write each call to a file: service, operation and method."""
    authorize = ActionAuthenticatorMixin._authenticate_and_authorize_action

    def recorded(self, *arguments, **keywords):
        with open(path, "a", encoding="utf-8") as file:
            file.write(f"{self.service_name} {self._get_action() or '-'} {self.method}\n")
        return authorize(self, *arguments, **keywords)

    ActionAuthenticatorMixin._authenticate_and_authorize_action = recorded


keep_forgotten_settings()
if os.environ.get("SWIFTLAMBDA_CALLS"):
    record_calls(os.environ["SWIFTLAMBDA_CALLS"])
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
_, port = server.get_host_and_port()

content = io.BytesIO()
with zipfile.ZipFile(content, "w") as archive:
    archive.writestr("extensions/agent", "#!/bin/sh\n")

for arn in sys.argv[1:]:
    _, _, _, region, _, _, name, number = arn.split(":")
    client = boto3.client(
        "lambda",
        region_name=region,
        endpoint_url=f"http://127.0.0.1:{port}",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    for _ in range(int(number)):
        published = client.publish_layer_version(LayerName=name, Content={"ZipFile": content.getvalue()})
    if published["LayerVersionArn"] != arn:
        sys.exit(f"published {published['LayerVersionArn']}, not {arn}")

print(f"port {port}", flush=True)
signal.sigwait({signal.SIGTERM, signal.SIGINT})
server.stop()
