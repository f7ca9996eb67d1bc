"""Prints as JSON what API Gateway says about the HTTP APIs of a region, by name: its port on 127.0.0.1, the region."""

import json
import sys

import boto3

port, region = sys.argv[1:]
client = boto3.client(
    "apigatewayv2",
    region_name=region,
    endpoint_url=f"http://127.0.0.1:{port}",
    aws_access_key_id="test",
    aws_secret_access_key="test",
)


def called(address):
    """The function, and the alias if there is one, in an address with which API Gateway calls Lambda."""
    return address.split(":function:")[1].removesuffix("/invocations")


def caller(api, route):
    """Who may use a route."""
    if not route.get("AuthorizerId"):
        return route["AuthorizationType"]
    authorizer = client.get_authorizer(ApiId=api, AuthorizerId=route["AuthorizerId"])
    if authorizer["AuthorizerType"] == "JWT":
        return " ".join(["JWT", authorizer["JwtConfiguration"]["Issuer"], *route.get("AuthorizationScopes", [])])
    return f"{authorizer['AuthorizerPayloadFormatVersion']} {called(authorizer['AuthorizerUri'])}"


def described(api):
    stage = client.get_stage(ApiId=api["ApiId"], StageName="$default")
    integrations = {item["IntegrationId"]: item for item in client.get_integrations(ApiId=api["ApiId"])["Items"]}
    routes = {}
    for route in client.get_routes(ApiId=api["ApiId"])["Items"]:
        integration = integrations[route["Target"].removeprefix("integrations/")]
        routes[route["RouteKey"]] = {
            "caller": caller(api["ApiId"], route),
            "function": called(integration["IntegrationUri"]),
            "payload": integration["PayloadFormatVersion"],
        }
    return {
        "endpoint": api["ApiEndpoint"],
        "logs": stage.get("AccessLogSettings", {}).get("DestinationArn", ""),
        "origins": api.get("CorsConfiguration", {}).get("AllowOrigins", []),
        "routes": routes,
    }


print(json.dumps({api["Name"]: described(api) for api in client.get_apis()["Items"]}))
