# schemactl in a container: `docker build -t schemactl .`
#
#   target schemactl   the command and the entrypoint, nothing of a project: what an application's image starts from
#   target project     the same with this repository's own project (the last stage, so the default)
#
# BASE is any Debian-like image with python3 >= 3.11, venv and pip, for example a company's hardened one:
#   docker build --build-arg BASE=python:3.12-slim -t schemactl .
# A private package index goes in as a build secret and stays out of the image:
#   docker build --secret id=pip,src=$HOME/.config/pip/pip.conf -t schemactl .
ARG BASE=python:3.13-slim

FROM ${BASE} AS wheel
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY schemactl ./schemactl
RUN --mount=type=secret,id=pip,target=/etc/pip.conf \
    python3 -m pip wheel --no-cache-dir --wheel-dir /wheels .

FROM ${BASE} AS schemactl
# Its own environment, of which only `schemactl` is on PATH: the application's packages stay apart.
# Everything to install comes from the first stage: no network here, no index, no compiler.
RUN --mount=type=bind,from=wheel,source=/wheels,target=/wheels \
    python3 -m venv --without-pip /opt/schemactl \
    && python3 -m pip --python /opt/schemactl/bin/python install --no-cache-dir --no-index --find-links /wheels schemactl \
    && ln -s /opt/schemactl/bin/schemactl /usr/local/bin/schemactl \
    && useradd --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin schemactl
COPY --chmod=0755 docker/entrypoint.sh /usr/local/bin/schemactl-entrypoint
WORKDIR /app
# A number, so that Kubernetes can see for itself that it is not root.
USER 10001
# Log lines at once, not when a buffer is full.
ENV PYTHONUNBUFFERED=1
# No CMD: the application's image says what to run.
ENTRYPOINT ["schemactl-entrypoint"]

FROM schemactl AS project
# What `apply` needs of a project: its configuration and the committed plans with their lock file, owned by root, not by the user that runs.
COPY schemactl.toml ./
COPY plans ./plans
