import { commandAs } from './run-as';

const postgres = '/srv/parola/native/bin/postgres';

describe('as whom PostgreSQL runs', () => {
  test('an ordinary user runs it directly', () => {
    expect(commandAs({ type: 'self' }, postgres, ['-D', 'a b'])).toEqual({
      file: postgres,
      args: ['-D', 'a b'],
    });
  });

  test('root runs it in a namespace where root is an ordinary user', () => {
    expect(commandAs({ type: 'namespace' }, postgres, ['--version'])).toEqual({
      file: 'unshare',
      args: ['-U', '--map-user=1000', '--map-group=1000', postgres, '--version'],
    });
  });

  test('or under the uid that owns the data', () => {
    expect(commandAs({ type: 'user', uid: 65_534, gid: 65_533 }, postgres, [])).toEqual({
      file: postgres,
      args: [],
      uid: 65_534,
      gid: 65_533,
    });
  });
});
