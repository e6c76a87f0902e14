/** Stand-in for apt-get: `stale` makes the system's package lists useless, `offline` the package servers. */
export const APT_GET = `#!/bin/sh
[ "$1" = --version ] && exit
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

/** Stand-in for apt-cache, with the lists that \`empty\` says the system does not have. */
export const APT_CACHE = `#!/bin/sh
[ -e "$ROOT/empty" ] && [ "$1" != -o ] && exit
while [ "$1" = -o ]; do shift 2; done
case "$1" in
  search) cat "$ROOT/search" ;;
  depends) shift 2; for name; do echo "$name"; cat "$ROOT/depends/$name" 2>&-; done; true ;;
esac
`;

export const DPKG_QUERY = `#!/bin/sh
echo 'libc6 installed'
echo 'default-mta installed'
exit 1
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
