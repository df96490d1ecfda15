# The program with the machine's libpq, which speaks TLS to PostgreSQL; the embedded SQLite needs nothing.
FROM rust:1.95-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends libpq-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN cargo build --locked --release --package sahakorn --no-default-features --features system-libpq

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 ca-certificates && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/sahakorn --create-home sahakorn
COPY --from=build /src/target/release/sahakorn /usr/local/bin/sahakorn
# Inside a container only the container's own network reaches the port: publish it to a TLS proxy or to loopback, nowhere else.
RUN mkdir -p /etc/sahakorn && echo 'allow_plain_http = true' > /etc/sahakorn/container.toml
USER sahakorn
WORKDIR /var/lib/sahakorn
VOLUME /var/lib/sahakorn
# Keep the secrets on a mount of their own, apart from the database's backups.
ENV SAHAKORN_CONFIG=/etc/sahakorn/container.toml \
    DATABASE_URL=sqlite:///var/lib/sahakorn/sahakorn.db \
    SAHAKORN_SECRETS=/var/lib/sahakorn/secrets \
    SAHAKORN_LISTEN=0.0.0.0:8080
EXPOSE 8080
ENTRYPOINT ["sahakorn"]
CMD ["serve"]
