#!/bin/sh
# The life of a task over REST: create, claim, start, complete, and nothing is owed any more.
#   ASYNCGATE_URL=http://127.0.0.1:8080 ASYNCGATE_API_KEY=ag_… packaging/examples/walk.sh
# Takes an admin key, or none on an open development gate. Needs curl and sed.
set -eu

url=${ASYNCGATE_URL:-http://127.0.0.1:8080}
worker=worker-$$
type=example.walk.$$

# METHOD PATH [BODY]: prints the answer; a refusal is printed, too, and ends the walk.
call() {
    set -- "$1" "$2" "${3:-}"
    answer=$(curl --silent --show-error --fail-with-body --max-time 40 --request "$1" \
        ${ASYNCGATE_API_KEY:+--header "Authorization: Bearer $ASYNCGATE_API_KEY"} \
        ${3:+--header "Content-Type: application/json" --data "$3"} "$url$2") || { echo "$answer" >&2; exit 1; }
    printf '%s\n' "$answer"
}

# Reads the text of a member that occurs once; a program would use a JSON parser.
member() {
    sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}

task=$(call POST '/v1/tasks?principal_kind=agent&principal_id=planner' \
    "{\"type\":\"$type\",\"payload\":{\"month\":11},\"principal_ai\":\"planner\"}" | member task_id)
echo "created    $task"

lease=$(call POST /v1/leases/claim \
    "{\"worker_id\":\"$worker\",\"accept_types\":[\"$type\"],\"wait_seconds\":30}" | member lease_id)
echo "claimed    $lease"

call POST "/v1/tasks/$task/running" "{\"worker_id\":\"$worker\",\"lease_id\":\"$lease\"}" > /dev/null
call POST "/v1/tasks/$task/complete" "{\"worker_id\":\"$worker\",\"lease_id\":\"$lease\",
    \"result\":{\"pages\":12},\"artifacts\":[{\"uri\":\"s3://reports/11.pdf\",\"mime\":\"application/pdf\"}]}" > /dev/null
echo "completed  $task"

if call GET '/v1/obligations/open?principal_kind=agent&principal_id=planner&limit=200' | grep -q "$task"; then
    echo "the task is still owed" >&2
    exit 1
fi
echo "owed       nothing of $task"
call GET "/v1/receipts/ledger?task_id=$task" | grep -o '"receipt_type":"[^"]*"' | sed 's/.*:"\(.*\)"/receipt    \1/'
