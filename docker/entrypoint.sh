#!/bin/sh
# schemactl-entrypoint COMMAND [ARGUMENT...]: run `schemactl apply`, then become COMMAND.
#
# A plan that fails keeps COMMAND from starting: the container ends with the exit code of `schemactl apply`.
# SIGTERM and SIGINT go to whoever runs: to `schemactl apply` while it works, to COMMAND afterwards.
# Options of `schemactl apply` come from the environment: DATABASE_URL, SCHEMACTL_ENV, SCHEMACTL_APPLY_LOCK_TIMEOUT ...
set -u

if [ "$#" -eq 0 ]; then
    echo "usage: schemactl-entrypoint COMMAND [ARGUMENT...]" >&2
    echo "Runs 'schemactl apply', then COMMAND. To apply only: docker run --entrypoint schemactl IMAGE apply" >&2
    exit 64
fi

apply=        # process id of `schemactl apply`
stopped=      # exit code owed to the signal that came while it ran
interrupted=  # set when a signal cut the current `wait` short

stop() {
    stopped=$1
    interrupted=yes
    # Always TERM: a shell starts background commands with SIGINT ignored, so INT might never arrive.
    if [ -n "$apply" ]; then
        kill -s TERM "$apply" 2>/dev/null
    fi
}

trap 'stop 143' TERM
trap 'stop 130' INT

# In the background, because a shell runs its traps only after a foreground command has ended.
schemactl apply &
apply=$!
if [ -n "$stopped" ]; then # the signal came before the process id was known
    stop "$stopped"
fi

code=
while [ -z "$code" ] || [ -n "$interrupted" ]; do
    interrupted=
    wait "$apply"
    result=$?
    # 127 on a later round, in bash also -1: it had already ended, and the shell has forgotten it. The first answer stands.
    if [ -z "$code" ] || { [ "$result" -ne 127 ] && [ "$result" -ge 0 ]; }; then
        code=$result
    fi
done

trap 'exit 143' TERM
trap 'exit 130' INT

if [ "$code" -eq 143 ] && [ "$stopped" = 130 ]; then # apply saw TERM, we were asked with INT
    code=130
fi
if [ "$code" -ne 0 ]; then
    echo "schemactl-entrypoint: 'schemactl apply' ended with exit code $code: $1 is not started" >&2
    exit "$code"
fi
if [ -n "$stopped" ]; then
    echo "schemactl-entrypoint: stopped: $1 is not started" >&2
    exit "$stopped"
fi
# A trap runs only between two commands, and never once `exec` has begun: a signal caught then would be lost. One line,
# because the shell reads a line before it runs it, and forgets what it caught meanwhile when the trap is taken away.
: && trap - TERM INT && exec "$@"
