#!/bin/sh
# docker/try-build.sh: build the Dockerfile where no Docker daemon is, and look at what came out.
#
# Needs root, buildah, and debootstrap unless a base image is named: a small Debian with python3 then stands in for it.
# Everything is kept in one folder and nothing else is touched.
#
#   TRY_BUILD_DIR    that folder, to keep the base between runs   (default: a new one, removed at the end)
#   TRY_BUILD_BASE   an image to build on                         (default: the stand-in)
#   TRY_BUILD_URL    an empty database: the image's entrypoint is run against it, twice
#   DEBIAN_MIRROR    where debootstrap gets its packages          (default: debootstrap's own)
#   PIP_*            pip's settings on this machine: given to the build as a secret, never stored in the image
set -eu

cd "$(dirname "$0")/.."
need() {
    command -v "$1" >/dev/null || { echo "try-build: $1 is missing: apt-get install $1" >&2; exit 1; }
}

[ "$(id -u)" -eq 0 ] || { echo "try-build: must run as root: debootstrap and chroot isolation need it" >&2; exit 1; }
need buildah
folder=${TRY_BUILD_DIR:-}
if [ -z "$folder" ]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
fi
mkdir -p "$folder"

store() {
    command=$1
    shift
    buildah --root "$folder/storage" --runroot "$folder/run" --storage-driver vfs "$command" "$@"
}

heading() {
    printf '\n== %s\n' "$*"
}

make_base() {
    heading "base: Debian bookworm with python3, a stand-in"
    need debootstrap
    # shellcheck disable=SC2086  # the mirror is one word or none
    debootstrap --variant=minbase --include=python3,python3-venv,python3-pip bookworm "$folder/rootfs" ${DEBIAN_MIRROR:-} >"$folder/debootstrap.log"
    rm -rf "$folder"/rootfs/var/cache/apt/archives/*.deb "$folder"/rootfs/var/lib/apt/lists/*
    container=$(store from scratch)
    store add --quiet "$container" "$folder/rootfs" / >/dev/null
    store commit --quiet --rm "$container" schemactl-base >/dev/null
    rm -rf "$folder/rootfs"
}

# pip reads its settings from variables and files; a build sees neither, so they become one file, mounted while pip runs.
# `pip config list` prints KIND.NAME='VALUE', variables first: they win. find-links names a folder of this machine.
pip_settings() {
    echo "[global]"
    python3 -m pip config list | sed -n "s/^[^=]*\.\([a-z-]*\)='\(.*\)'\$/\1 = \2/p" | grep -v '^find-links' | awk '!seen[$1]++'
}

base=${TRY_BUILD_BASE:-schemactl-base}
if [ "$base" = schemactl-base ] && ! store inspect --type image schemactl-base >/dev/null 2>&1; then
    make_base
fi

heading "build: Dockerfile on $base"
umask 077
pip_settings >"$folder/pip.conf"
umask 022
# The certificates of this machine, for a package index behind a company's own authority.
store bud --isolation chroot --build-arg "BASE=$base" --secret "id=pip,src=$folder/pip.conf" \
    --volume /etc/ssl/certs:/etc/ssl/certs:ro --tag schemactl . 2>&1
rm -f "$folder/pip.conf"

heading "image"
store images
store inspect --type image --format 'user {{.OCIv1.Config.User}}  entrypoint {{.OCIv1.Config.Entrypoint}}  workdir {{.OCIv1.Config.WorkingDir}}' schemactl

container=$(store from --pull-never schemactl)
inside() {
    store run --isolation chroot "$@"
}
refused() {
    expected=$1
    shift
    code=0
    inside "$@" || code=$?
    echo "exit code $code"
    [ "$code" -eq "$expected" ] || { echo "try-build: expected $expected" >&2; exit 1; }
}

heading "inside, as the image's user"
inside "$container" -- sh -c 'id; ls -l /app; du -sh /opt/schemactl; schemactl version'
heading "the entrypoint without a command"
refused 64 "$container" -- schemactl-entrypoint
heading "the entrypoint without a database: the command must not start"
refused 6 --env SCHEMACTL_ENV=production --env DATABASE_URL=postgresql://nobody@127.0.0.1:1/none "$container" -- schemactl-entrypoint echo "STARTED"
if [ -n "${TRY_BUILD_URL:-}" ]; then
    for run in first second; do
        heading "the entrypoint on a database, $run time"
        inside --env SCHEMACTL_ENV=production --env "DATABASE_URL=$TRY_BUILD_URL" "$container" -- schemactl-entrypoint echo "the command runs"
    done
fi
