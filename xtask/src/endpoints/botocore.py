"""Writes endpoint test cases of every service of botocore's data, as botocore itself resolves them.

Arguments: the folder of the data, and of how many regions each case of one is wanted (all: 1).
"""

import gzip
import json
import pathlib
import sys

from botocore.endpoint_provider import EndpointProvider
from botocore.exceptions import EndpointProviderError


def load(path):
    return json.loads(gzip.open(path).read() if path.suffix == ".gz" else path.read_bytes())


def expect(provider, params):
    try:
        found = provider.resolve_endpoint(**params)
    except EndpointProviderError as error:
        return {"error": error.kwargs.get("msg", str(error))}
    headers = {name: list(values) for name, values in (found.headers or {}).items()}
    return {"endpoint": {"url": found.url, "headers": headers, "properties": found.properties or {}}}


def cases(rules, partitions, regions):
    provider = EndpointProvider(rules, partitions)
    known = rules["parameters"]
    required = [
        name
        for name, one in known.items()
        if one.get("required") and "default" not in one and name != "Region"
    ]
    if required:
        return
    for region in regions:
        for fips in (False, True):
            for dual_stack in (False, True):
                params = {"Region": region, "UseFIPS": fips, "UseDualStack": dual_stack}
                params = {name: value for name, value in params.items() if name in known}
                yield {
                    "documentation": json.dumps(params),
                    "params": params,
                    "expect": expect(provider, params),
                }


def main():
    folder, step = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    partitions = load(folder / "partitions.json")
    regions = sorted(region for one in partitions["partitions"] for region in one["regions"])
    found = {}
    for index, service in enumerate(sorted(folder.iterdir())):
        files = sorted(service.glob("*/endpoint-rule-set-1.json*"))
        if files:
            chosen = regions[index % step :: step]
            found[service.name] = list(cases(load(files[-1]), partitions, chosen))
    json.dump(found, sys.stdout)


main()
