#!/usr/bin/env python3
"""The life of a task over REST: create, claim, renew, complete, and nothing is owed any more.

    ASYNCGATE_URL=http://127.0.0.1:8080 ASYNCGATE_API_KEY=ag_… packaging/examples/walk.py

Takes an admin key, or none on an open development gate. Python 3.8 or newer, standard library only.
"""
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request

URL = os.environ.get("ASYNCGATE_URL", "http://127.0.0.1:8080")
KEY = os.environ.get("ASYNCGATE_API_KEY")
PLANNER = {"principal_kind": "agent", "principal_id": "planner"}


def call(method, path, body=None, **query):
    """Makes a call and returns its answer; a refusal raises with the gate's own sentence."""
    address = URL + path + ("?" + urllib.parse.urlencode(query) if query else "")
    request = urllib.request.Request(address, method=method)
    if KEY:
        request.add_header("Authorization", "Bearer " + KEY)
    if body is not None:
        request.add_header("Content-Type", "application/json")
        request.data = json.dumps(body).encode()
    try:
        with urllib.request.urlopen(request, timeout=40) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refused:
        problem = json.load(refused)
        raise SystemExit(f"{method} {path}: {problem['error']}: {problem['message']}")


def main():
    worker = f"worker-{os.getpid()}"
    kind = f"example.walk.{os.getpid()}"

    # The same key twice is one task: a client that got no answer repeats its call.
    task = {"type": kind, "payload": {"month": 11}, "principal_ai": "planner", "idempotency_key": kind}
    created = call("POST", "/v1/tasks", task, **PLANNER)
    again = call("POST", "/v1/tasks", task, **PLANNER)
    assert again["existing"] and again["task_id"] == created["task_id"]
    task_id = created["task_id"]
    print("created   ", task_id)

    # Waits up to 30 seconds for work instead of asking again and again.
    claim = {"worker_id": worker, "accept_types": [kind], "lease_ttl_seconds": 60, "wait_seconds": 30}
    claimed = call("POST", "/v1/leases/claim", claim)["tasks"][0]
    held = {"worker_id": worker, "lease_id": claimed["lease_id"]}
    print("claimed   ", claimed["lease_id"], "until", claimed["expires_at"])

    call("POST", f"/v1/tasks/{task_id}/running", held)
    call("POST", f"/v1/tasks/{task_id}/progress", {**held, "progress": {"pages": 6}})
    renewed = call("POST", "/v1/leases/renew", {**held, "task_id": task_id, "extend_by_seconds": 60})
    print("renewed   ", "until", renewed["expires_at"])

    # Artifacts make the work locatable, and so discharge the obligation.
    artifacts = [{"uri": "s3://reports/11.pdf", "mime": "application/pdf"}]
    call("POST", f"/v1/tasks/{task_id}/complete", {**held, "result": {"pages": 12}, "artifacts": artifacts})
    print("completed ", call("GET", f"/v1/tasks/{task_id}")["result"])

    owed = call("GET", "/v1/obligations/open", limit=200, **PLANNER)["open_obligations"]
    assert task_id not in [receipt["task_id"] for receipt in owed]
    print("owed      ", "nothing of", task_id)
    for receipt in call("GET", "/v1/lineage", task_id=task_id)["receipts"]:
        print("receipt   ", receipt["receipt_type"], "for", receipt["to"]["id"])


if __name__ == "__main__":
    sys.exit(main())
