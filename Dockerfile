# The bot as an image: docker build --tag portal-check .
# docs/operating.md says how it is run. A test takes these very steps (test/image/).

FROM node:24.21.0-trixie-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:24.21.0-trixie-slim
ENV NODE_ENV=production PORT=3000
# What lives shortly fills no more than this, on large machines too: a digest of 10,000 providers then stays under 350 MB.
ENV NODE_OPTIONS=--max-semi-space-size=16
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json ./
COPY handlers ./handlers
COPY src ./src
# The image's user "node", by number: so Kubernetes can see that it is not root. Nothing is written here.
USER 1000:1000
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node itself, not a shell or npm: signals reach the bot, which then finishes what it has begun.
CMD ["node", "--import", "./src/instrument.ts", "src/main.ts"]
