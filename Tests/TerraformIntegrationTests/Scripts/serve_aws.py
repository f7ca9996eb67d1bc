"""Serves moto on a free port of 127.0.0.1 until SIGTERM, with layers published up to the numbers of the given ARNs."""

import io
import signal
import sys
import zipfile

import boto3
from moto.awslambda.models import LambdaFunction
from moto.server import ThreadedMotoServer


def keep_logging_config():
    """Makes moto (5.2) keep what a function's LoggingConfig says, as AWS does; without it no plan is ever empty."""
    create, update, read = LambdaFunction.__init__, LambdaFunction.update_configuration, LambdaFunction.get_configuration

    def created(self, account_id, spec, *arguments, **keywords):
        self.kept_logging_config = spec.get("LoggingConfig")
        create(self, account_id, spec, *arguments, **keywords)

    def updated(self, changes):
        self.kept_logging_config = changes.get("LoggingConfig", self.kept_logging_config)
        return update(self, changes)

    def described(self, on_create=False):
        configuration = read(self, on_create)
        if self.kept_logging_config:
            configuration.setdefault("LoggingConfig", self.kept_logging_config)
        return configuration

    LambdaFunction.__init__ = created
    LambdaFunction.update_configuration = updated
    LambdaFunction.get_configuration = described


keep_logging_config()
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
