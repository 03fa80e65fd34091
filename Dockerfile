# syntax=docker/dockerfile:1

FROM node:22-bookworm-slim AS base
WORKDIR /app
# The lock file decides; npm's own notices have no reader here.
ENV NO_UPDATE_NOTIFIER=1

# Compiles. Optional packages are needed here: the compiler's native part is one of them.
FROM base AS build
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts
COPY .swcrc tsconfig.json ./
COPY scripts ./scripts
COPY migrations ./migrations
COPY src ./src
RUN node scripts/build.mjs

# What runs: no compiler, and no embedded PostgreSQL, which is for a machine without one.
FROM base AS modules
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --omit=optional --ignore-scripts

FROM base AS runtime
ENV NODE_ENV=production \
    PORT=3000 \
    HOST=0.0.0.0 \
    DATA_DIR=/var/lib/parola
COPY --from=modules /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json ./
# Generated keys, when none are given. A volume mounted here keeps the owner.
RUN install -d -o node -g node -m 0700 /var/lib/parola
VOLUME /var/lib/parola
USER node
EXPOSE 3000
# Draining takes up to 10 s, which is all Docker waits by default: stop with --time 15 (compose: stop_grace_period).
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself as the first process, so that it hears SIGTERM; --init (compose: init: true) adds a reaper.
CMD ["node", "--max-semi-space-size=24", "--heap-growing-percent=50", "dist/src/main.js"]
