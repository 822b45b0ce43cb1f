# The desk on Debian 12 with Debian's Python. Every step that runs anything is a script that `make setup` runs as well, so
# that the tests prove the image's steps without an engine (tests/unit/deploy). One image, one role for each service of
# docker-compose.yml.
FROM debian:12.12-slim
ENV LANG=C.UTF-8 TZ=Asia/Shanghai
WORKDIR /srv/beian
COPY scripts ./scripts
RUN scripts/install-debian.sh && rm -rf /var/lib/apt/lists/*
COPY . .
RUN scripts/venv.sh && rm -rf /root/.cache
# a volume that is mounted here takes over this folder's owner; a user by number needs no entry in /etc/passwd
COPY --chown=10001:10001 deploy/data /var/lib/beian
COPY --chown=10001:10001 deploy/data /var/backups/beian
ENV HOME=/tmp USER=beian PYTHONDONTWRITEBYTECODE=1
USER 10001:10001
ENTRYPOINT ["/srv/beian/.venv/bin/beian"]
CMD ["serve", "--config", "/etc/beian/beian.toml"]
