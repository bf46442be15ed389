# One image for web, worker, beat and migrations; docker-compose.yml says which command each runs.
# The image is described here and was not built by the project's own tests (they run the same commands as processes).

FROM node:22-slim AS front-end
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY static static
RUN npm run build

FROM python:3.13-slim-trixie AS packages
COPY requirements.txt tools/requirements-uv.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements-uv.txt \
 && python -m venv /venv \
 && VIRTUAL_ENV=/venv uv pip install --no-cache --require-hashes -r requirements.txt

FROM python:3.13-slim-trixie
# pg_dump and pg_restore for backups: of the major version of the server in docker-compose.yml, or newer.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends postgresql-client-17 \
 && rm -rf /var/lib/apt/lists/*
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=ccc_portal.settings.production CCC_DATA=/data
RUN useradd --system --uid 10001 --home-dir /app ccc && install -d -o ccc -g ccc /data \
 && install -d -o ccc -g ccc -m 700 /data/keys /data/keys/statements
WORKDIR /app
COPY --from=packages /venv /venv
COPY . .
COPY --from=front-end /build/static/vendor static/vendor
RUN pybabel compile -D django -d locale
USER ccc
VOLUME /data
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "ccc_portal.wsgi:application"]
