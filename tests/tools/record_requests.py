#!/usr/bin/env python3
"""Record the ListSyncJobs requests that botocore makes, as a reference for ours.

usage: record_requests.py            write tests/fixtures/requests.json
       record_requests.py --check    exit 1 where that file differs from what botocore makes now

Needs the PyPI package botocore. Nothing is sent: each request is taken from botocore's own client at the moment before it
would go out, signed for a fixed time with fixed keys of no account. The presigned form is made by botocore's query signer
over that request. That signer would move a JSON body into the query, where the service does not look for it; so the body is
kept away from it, and its hash alone goes into the signature.

One thing is changed before botocore signs: the body loses the blanks between its tokens and the escapes of characters beyond
ASCII, which JSON does not ask for. So body, hash and signature can be compared byte for byte.
"""
import datetime
import difflib
import hashlib
import json
import os
import sys
from pathlib import Path
from unittest import mock

import botocore.session
from botocore.auth import SigV4QueryAuth
from botocore.awsrequest import AWSRequest, AWSResponse
from botocore.config import Config
from botocore.credentials import Credentials

FIXTURE = Path(__file__).resolve().parent.parent / "fixtures" / "requests.json"
TIME = datetime.datetime(2021, 11, 29, 23, 59, 58)
EXPIRES_SECONDS = 900
KEYS = {"access_key_id": "AKIDEXAMPLE", "secret_access_key": "a secret of no account/+="}
TOKEN = "AQoTOKEN/of+no==account"

# What identifies the sender and the attempt, not the request. Neither is signed.
NOT_COMPARED = {"user-agent", "x-amz-user-agent", "amz-sdk-invocation-id", "amz-sdk-request"}
# What the transport adds.
OF_THE_TRANSPORT = {"content-length", "host", "connection"}

# name, input, and what differs from a client of us-east-1 without endpoint and session token
CASES = [
    ("only what is required", {"workspaceId": "factory"}, {}),
    ("everything", {"workspaceId": "factory", "maxResults": 50, "nextToken": "page 2"}, {}),
    ("a session token", {"workspaceId": "factory", "maxResults": 50}, {"session_token": TOKEN}),
    ("a label that needs escapes", {"workspaceId": "a b/ü%"}, {}),
    ("a label of all ASCII that prints", {"workspaceId": "".join(map(chr, range(32, 127)))}, {}),
    ("a label beyond the basic plane", {"workspaceId": "工場🏭"}, {"session_token": TOKEN}),
    ("a label with two slashes", {"workspaceId": "a//b"}, {}),
    ("a label with dots in it", {"workspaceId": "..a/../b"}, {}),
    ("the smallest numbers", {"workspaceId": "factory", "maxResults": 0}, {}),
    ("the largest numbers", {"workspaceId": "factory", "maxResults": 2147483647}, {}),
    ("negative numbers", {"workspaceId": "factory", "maxResults": -2147483648}, {}),
    ("an empty text", {"workspaceId": "factory", "nextToken": ""}, {}),
    ("a text of quotes and escapes", {"workspaceId": "factory", "nextToken": 'a"b\\c/d'}, {}),
    ("a text of control characters", {"workspaceId": "factory", "nextToken": "\0\1\b\t\n\f\r\x1f\x7f"}, {}),
    ("a text beyond ASCII", {"workspaceId": "factory", "nextToken": "Zürich\u2028工場🏭"}, {"session_token": TOKEN}),
    ("a partition of its own", {"workspaceId": "factory"}, {"region": "cn-north-1"}),
    ("a government region", {"workspaceId": "factory"}, {"region": "us-gov-west-1"}),
    ("a region with a longer name", {"workspaceId": "factory"}, {"region": "ap-southeast-2"}),
    ("no host prefix", {"workspaceId": "factory"}, {"host_prefix": False}),
    ("an endpoint", {"workspaceId": "factory"}, {"endpoint_url": "https://twin.example.com"}),
    ("an endpoint without prefix", {"workspaceId": "factory"},
     {"endpoint_url": "https://twin.example.com", "host_prefix": False}),
    ("an endpoint with a port", {"workspaceId": "factory"}, {"endpoint_url": "http://localhost:8080"}),
    ("an endpoint with the port of its scheme", {"workspaceId": "factory"},
     {"endpoint_url": "https://twin.example.com:443"}),
    ("an endpoint with a path", {"workspaceId": "a b"}, {"endpoint_url": "https://example.com/twin/maker"}),
    ("an endpoint with a slash at its end", {"workspaceId": "factory"}, {"endpoint_url": "https://example.com/twin/"}),
    ("an endpoint in another region", {"workspaceId": "factory"},
     {"region": "eu-central-1", "endpoint_url": "https://twin.example.com"}),
    ("an IPv4 address", {"workspaceId": "factory"},
     {"endpoint_url": "http://127.0.0.1:4566", "host_prefix": False}),
    ("an IPv6 address", {"workspaceId": "factory"}, {"endpoint_url": "http://[::1]:4566", "host_prefix": False}),
]


class QueryAuth(SigV4QueryAuth):
    """Signs the hash of a body that the request does not show."""

    def __init__(self, body_hash, *arguments, **options):
        super().__init__(*arguments, **options)
        self.body_hash = body_hash

    def payload(self, request):
        return self.body_hash


def configuration(changes):
    return {"region": "us-east-1", "endpoint_url": None, "host_prefix": True, "session_token": None, **changes}


def client(config):
    session = botocore.session.Session()
    return session.create_client(
        "iottwinmaker",
        region_name=config["region"],
        endpoint_url=config["endpoint_url"],
        aws_access_key_id=KEYS["access_key_id"],
        aws_secret_access_key=KEYS["secret_access_key"],
        aws_session_token=config["session_token"],
        # Values outside of the model's ranges are for the service to refuse.
        config=Config(inject_host_prefix=config["host_prefix"], parameter_validation=False),
    )


def prepared(config, parameters):
    """The request as it would go out."""
    seen = []

    def keep(request, **_):
        seen.append(request)
        raw = mock.Mock(stream=lambda: iter([b"{}"]))
        return AWSResponse(request.url, 200, {}, raw)

    def without_blanks(params, **_):
        params["body"] = json.dumps(json.loads(params["body"]), ensure_ascii=False, separators=(",", ":")).encode()

    service = client(config)
    service.meta.events.register("before-call.iottwinmaker.ListSyncJobs", without_blanks)
    service.meta.events.register("before-send.iottwinmaker.ListSyncJobs", keep)
    service.list_sync_jobs(**parameters)
    (request,) = seen
    return request


def presigned(request, config):
    """The URL with the signature in its query."""
    unsigned = AWSRequest(
        method=request.method, url=request.url, headers={"Content-Type": request.headers["Content-Type"].decode()}
    )
    body_hash = hashlib.sha256(request.body).hexdigest()
    credentials = Credentials(KEYS["access_key_id"], KEYS["secret_access_key"], config["session_token"])
    QueryAuth(body_hash, credentials, "iottwinmaker", config["region"], expires=EXPIRES_SECONDS).add_auth(unsigned)
    return unsigned.url


def text(value):
    return value.decode() if isinstance(value, bytes) else value


def record(name, parameters, changes):
    config = configuration(changes)
    request = prepared(config, parameters)
    _, rest = request.url.split("://")
    host, _, target = rest.partition("/")
    path, _, query = f"/{target}".partition("?")
    headers = {key.lower(): text(value) for key, value in request.headers.items()}
    kept = sorted(set(headers) - NOT_COMPARED - OF_THE_TRANSPORT)
    signed = headers["authorization"].split("SignedHeaders=")[1].split(",")[0].split(";")
    assert not NOT_COMPARED & set(signed), signed
    return {
        "name": name,
        "config": config,
        "input": parameters,
        "request": {
            "method": request.method,
            "url": request.url,
            "host": host,
            "path": path,
            "query": query,
            "headers": {key: headers[key] for key in kept},
            "body": text(request.body),
        },
        "presigned_url": presigned(request, config),
    }


def fixture():
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ["AWS_CONFIG_FILE"] = os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull
    with mock.patch("botocore.auth.get_current_datetime", lambda: TIME):
        requests = [record(*case) for case in CASES]
    facts = {
        "time": TIME.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "expires_seconds": EXPIRES_SECONDS,
        **KEYS,
        "requests": requests,
    }
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def main(arguments):
    if arguments not in ([], ["--check"]):
        sys.exit(__doc__)
    made = fixture()
    if not arguments:
        FIXTURE.write_text(made, encoding="utf-8")
        print(f"wrote {FIXTURE}")
        return
    kept = FIXTURE.read_text(encoding="utf-8") if FIXTURE.exists() else ""
    if kept != made:
        lines = difflib.unified_diff(
            kept.splitlines(True), made.splitlines(True), "tests/fixtures/requests.json", "as botocore makes it"
        )
        sys.stdout.writelines(lines)
        sys.exit(1)
    print(f"{len(CASES)} requests are as botocore makes them")


if __name__ == "__main__":
    main(sys.argv[1:])
