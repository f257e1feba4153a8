# One group is one container and one volume; docs/drift/kora.md (in Swedish) says how it is run.
FROM python:3.13-slim AS build
# For Microsoft Teams: docker build --build-arg EXTRAS=[teams]
ARG EXTRAS=""
WORKDIR /app
COPY pyproject.toml constraints.txt README.md LICENSE manifest.yml app.py ./
COPY bot/ bot/
COPY handlers/ handlers/
COPY storage/ storage/
# What it needs is installed; itself it is run from /app, where its manifest is.
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --constraint constraints.txt ".${EXTRAS}" \
    && /opt/venv/bin/pip uninstall --yes yh-assistenten pip \
    && rm -rf build *.egg-info \
    && /opt/venv/bin/python -m compileall -q /app

FROM python:3.13-slim
# The number is fixed, so that the files of a volume stay its own.
RUN groupadd --system --gid 10001 yh \
    && useradd --system --uid 10001 --gid yh --no-create-home --shell /usr/sbin/nologin yh \
    && install --directory --owner yh --group yh --mode 0700 /data
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
# The root may be read-only: what matplotlib and fontconfig keep for themselves goes to /tmp.
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    OPENBLAS_NUM_THREADS=1 \
    MALLOC_ARENA_MAX=1 \
    MPLCONFIGDIR=/tmp/matplotlib \
    XDG_CACHE_HOME=/tmp/cache \
    HOME=/tmp \
    YH_DATABASE=/data/yh.db \
    YH_HOST=0.0.0.0 \
    YH_PORT=3000 \
    YH_LOG=json
WORKDIR /data
USER 10001:10001
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"YH_PORT\"]}/healthz', timeout=8)"]
CMD ["python", "/app/app.py"]
