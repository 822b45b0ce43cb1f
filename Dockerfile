# The desk on Debian 12 with its own Python; each step is one that CI runs without Docker as well (make setup).
FROM debian:12-slim
ENV LANG=C.UTF-8 TZ=Asia/Shanghai
WORKDIR /srv/beian
COPY scripts ./scripts
RUN apt-get update -qq && scripts/install-debian.sh && rm -rf /var/lib/apt/lists/*
COPY pyproject.toml requirements.lock README.md ./
COPY . .
RUN scripts/venv.sh && useradd --system --home /srv/beian beian && install -d -o beian /var/lib/beian
USER beian
ENTRYPOINT [".venv/bin/beian"]
CMD ["serve", "--config", "/etc/beian/beian.toml"]
