#!/usr/bin/env bash
# Makes the secrets that docker-compose.yml reads, once: random, in files that only their owner reads.
set -euo pipefail
cd "$(dirname "$0")"
if [ -d secrets ]; then
  echo "deploy/secrets is there already; take it away first to make new ones (stores keep the old passwords)." >&2
  exit 1
fi
umask 077
mkdir secrets
random() { openssl rand -hex 24; }
for name in postgres-password redis-password influx-password mqtt-password simulators-password; do
  random >"secrets/$name"
done
echo "postgres://linetwin:$(cat secrets/postgres-password)@postgres:5432/linetwin" >secrets/database-url
echo "redis://:$(cat secrets/redis-password)@redis:6379/0" >secrets/redis-url
# Mosquitto's own format: PBKDF2-SHA512 as mosquitto_passwd writes it.
printf 'linetwin:%s\nsimulators:%s\n' "$(cat secrets/mqtt-password)" "$(cat secrets/simulators-password)" \
  >secrets/mosquitto-passwords
if command -v mosquitto_passwd >/dev/null; then
  mosquitto_passwd -U secrets/mosquitto-passwords
else
  docker run --rm -v "$PWD/secrets:/secrets" eclipse-mosquitto:2.0.22 mosquitto_passwd -U /secrets/mosquitto-passwords
fi
# Containers read them as other users than the one who made them; the folder stays closed.
chmod 0644 secrets/*
