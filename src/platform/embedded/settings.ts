/** What the machine offers, as far as the settings depend on it. */
export interface Machine {
  readonly ramBytes: number;
  readonly hasLz4: boolean;
}

export type ServerSettings = Readonly<Record<string, string>>;

const MB = 1024 ** 2;
/** A quarter of the memory, as PostgreSQL's manual advises (19.4.1); a page that is not there is read and another written for it. */
const BUFFERS = { share: 4, leastMb: 128, mostMb: 4_096 } as const;

const buffersMb = ({ ramBytes }: Machine): number =>
  Math.min(BUFFERS.mostMb, Math.max(BUFFERS.leastMb, Math.floor(ramBytes / BUFFERS.share / MB)));

/**
 * PostgreSQL settings of the embedded server; `overrides` win. The three that keep a committed text safe through a
 * power cut are named here although on is their default, so that nobody has to look it up.
 */
export function serverSettings(machine: Machine, overrides: ServerSettings = {}): ServerSettings {
  return {
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    shared_buffers: `${buffersMb(machine)}MB`,
    // Few, spread-out checkpoints: each one makes the next write of every page a full-page write.
    max_wal_size: '4GB',
    min_wal_size: '512MB',
    checkpoint_timeout: '15min',
    checkpoint_completion_target: '0.9',
    // What is written whole is mostly random keys, which do not get smaller: pglz tries five times as long as writing them takes.
    wal_compression: machine.hasLz4 ? 'lz4' : 'off',
    wal_buffers: '16MB',
    max_connections: '120',
    // The inbox and the outbox turn their rows over within seconds, so dead rows must go as quickly.
    autovacuum_naptime: '10s',
    autovacuum_vacuum_cost_delay: '2ms',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    // The detail of a broken constraint quotes the row, and a row may hold a number.
    log_error_verbosity: 'terse',
    track_commit_timestamp: 'off',
    ...overrides,
  };
}

/**
 * Never overridable: who may connect, and how. The socket lies in the cluster's own folder, which only its owner may enter; it is
 * named relative to that folder, because a socket's name may be no longer than about a hundred bytes.
 */
export function listenSettings(port: number): ServerSettings {
  return {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '.',
    unix_socket_permissions: '0700',
  };
}

/** A socket's name fits into a `sockaddr_un` of 108 bytes (104 on macOS), its end included. */
const LONGEST_SOCKET_BYTES = 103;

/** Where a program of the same machine reaches the server at about half the cost of TCP; null where a socket's name is too long. */
export function socketFolder(clusterDir: string, port: number): string | null {
  const bytes = Buffer.byteLength(`${clusterDir}/.s.PGSQL.${port}`);
  return bytes <= LONGEST_SOCKET_BYTES ? clusterDir : null;
}

/** As `-c name=value` arguments, which win over every configuration file. */
export function settingArguments(settings: ServerSettings): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
