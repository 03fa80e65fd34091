import { listenSettings, serverSettings, settingArguments, socketFolder } from './settings';

const GIGABYTE = 1024 ** 3;
const roomy = { ramBytes: 24 * GIGABYTE, hasLz4: true };

describe('the settings of the embedded PostgreSQL', () => {
  test('a committed text survives a power cut unless somebody asks otherwise', () => {
    const { fsync, synchronous_commit, full_page_writes } = serverSettings(roomy);
    expect([fsync, synchronous_commit, full_page_writes]).toEqual(['on', 'on', 'on']);
  });

  test.each([
    [24 * GIGABYTE, '4096MB'],
    [16 * GIGABYTE, '4096MB'],
    [16 * GIGABYTE - 1, '4095MB'],
    [4 * GIGABYTE, '1024MB'],
    [GIGABYTE / 2, '128MB'],
    [GIGABYTE / 4, '128MB'],
  ])('%d bytes of memory leave %s for shared buffers', (ramBytes, expected) => {
    expect(serverSettings({ ramBytes, hasLz4: true })['shared_buffers']).toBe(expected);
  });

  test('the journal is compressed where that is cheap', () => {
    expect(serverSettings(roomy)['wal_compression']).toBe('lz4');
    expect(serverSettings({ ...roomy, hasLz4: false })['wal_compression']).toBe('off');
  });

  test('an override wins, a new setting is added, the rest stays', () => {
    const settings = serverSettings(roomy, { jit: 'on', work_mem: '8MB' });
    expect(settings).toEqual({ ...serverSettings(roomy), jit: 'on', work_mem: '8MB' });
  });

  test('it listens to this machine alone, and its socket is its owner’s', () => {
    expect(listenSettings(5433)).toEqual({
      listen_addresses: '127.0.0.1',
      port: '5433',
      unix_socket_directories: '.',
      unix_socket_permissions: '0700',
    });
  });

  test('a folder whose socket would have too long a name is reached over TCP', () => {
    expect(socketFolder('/var/lib/parola/postgres', 5433)).toBe('/var/lib/parola/postgres');
    expect(socketFolder(`/${'deep/'.repeat(30)}postgres`, 5433)).toBeNull();
    expect(socketFolder(`/${'ژرف/'.repeat(13)}postgres`, 5433)).toBeNull();
  });

  test('each setting is one -c argument, with spaces and all', () => {
    expect(settingArguments({ jit: 'off', log_line_prefix: '%m [%p] ' })).toEqual([
      ...['-c', 'jit=off'],
      ...['-c', 'log_line_prefix=%m [%p] '],
    ]);
  });
});
