# One image for all roles of the server and for the simulators; which one it is is said by the command and LINETWIN_ROLES.

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /build
ENV NX_DAEMON=false
COPY . .
RUN npm ci --no-audit --no-fund --no-progress && npm run build
# What only building and testing needs goes, and what the pages are made of: they are built.
RUN npm ci --omit=dev --workspace server --workspace simulators --prefer-offline --no-audit --no-fund --no-progress \
    && rm -rf libs/testing */src */test */bench libs/*/src libs/*/bench \
    && find libs/*/dist server/dist simulators/dist -name '*.map' -delete

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production LINETWIN_DATA=/data LINETWIN_HOST=0.0.0.0 LINETWIN_LOGIN=required
# Nothing is written but to /data and /tmp, so the root file system may be read-only with a tmpfs on /tmp.
RUN install -d -o node -g node -m 0750 /data
WORKDIR /linetwin
COPY --from=build /build/package.json ./
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/libs ./libs
COPY --from=build /build/server ./server
COPY --from=build /build/simulators ./simulators
COPY --from=build /build/dashboard/dist/app ./dashboard/dist/app
COPY --from=build /build/plants ./plants
COPY --from=build /build/LICENSE ./
USER node
VOLUME /data
EXPOSE 8080 1883
ENV LINETWIN_STATUS_PORT=9464
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:9464/health/live').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/dist/main.js"]
