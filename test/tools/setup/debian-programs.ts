/**
 * Stand-in for apt-get, whose simulated install says what is in `inst`: `empty` makes the system's package lists have nothing,
 * `stale` makes them useless, `offline` the package servers.
 */
export const APT_GET = `#!/bin/sh
[ "$1" = --version ] && exit
case "$*" in
  *--simulate*) [ "$1" != -o ] && [ -e "$ROOT/empty" ] && exit 100; cat "$ROOT/inst"; exit ;;
esac
echo "apt-get $*" >> "$ROOT/calls"
lists=system
while [ "$1" = -o ]; do
  case "$2" in Dir::State::lists="$ROOT"/.cache/*) lists=own ;; esac
  shift 2
done
[ -e "$ROOT/offline" ] && { echo "Could not resolve 'deb.debian.org'"; exit 100; }
[ $lists = system ] && [ -e "$ROOT/stale" ] && exit 100
[ "$1" = download ] || exit 0
shift
for name; do echo package > "$name.deb"; done
`;

/** Stand-in for dpkg: unpacks a MariaDB that runs only when its library is found. */
export const DPKG = `#!/bin/sh
[ "$1" = --version ] && exit
[ -e "$ROOT/full" ] && { mkdir -p "$3/usr/sbin"; echo 'No space left on device'; exit 2; }
mkdir -p "$3/usr/bin" "$3/usr/sbin" "$3/usr/lib/some-machine"
case "$2" in
  */mariadb-server-core*.deb)
    cp "$ROOT/mariadbd" "$3/usr/sbin/mariadbd"; cp "$ROOT/mariadbd" "$3/usr/bin/mariadb-install-db" ;;
  */mariadb-client-core*.deb) cp "$ROOT/mariadbd" "$3/usr/bin/mariadb" ;;
  */libaio1t64.deb) touch "$3/usr/lib/some-machine/libaio.so.1" ;;
esac
`;

export const UNPACKED = `#!/bin/sh
[ -e "$LD_LIBRARY_PATH/libaio.so.1" ] || { echo 'libaio.so.1: cannot open shared object file' >&2; exit 127; }
echo "mariadbd  Ver 10.11.6-MariaDB"
`;

export const RUN = `import { ensureMariaDb } from './tools/setup/mariadb.mjs';
try {
  await ensureMariaDb(process.env.ROOT, [process.env.ROOT + '/elsewhere']);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
`;
