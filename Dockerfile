# The program with the machine's libpq, which speaks TLS to PostgreSQL; the embedded SQLite needs nothing.
FROM rust:1.95-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends libpq-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN cargo build --locked --release --package sahakorn --features system-libpq

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 ca-certificates && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/sahakorn --create-home sahakorn
COPY --from=build /src/target/release/sahakorn /usr/local/bin/sahakorn
USER sahakorn
WORKDIR /var/lib/sahakorn
VOLUME /var/lib/sahakorn
# The program refuses a plain-HTTP address other than loopback unless the configuration allows it: put TLS in front.
ENV DATABASE_URL=sqlite:///var/lib/sahakorn/sahakorn.db \
    SAHAKORN_SECRETS=/var/lib/sahakorn/secrets \
    SAHAKORN_LISTEN=0.0.0.0:8080
EXPOSE 8080
# The secrets folder is to be a mount of its own, kept apart from the database's backups.
ENTRYPOINT ["sahakorn"]
CMD ["serve"]
