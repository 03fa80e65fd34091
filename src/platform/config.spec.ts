import fc from 'fast-check';
import { ConfigError, readConfig, ROLES, WAITS } from './config';

describe('settings', () => {
  test('with nothing set, everything has its default', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: undefined,
      dataDir: '.parola',
      databaseUrl: undefined,
      redisUrl: undefined,
      roles: [...ROLES],
      demo: undefined,
      adminApiKey: undefined,
      publicUrl: undefined,
      trustProxy: [],
      outboundAllow: [],
      renewalsPerSecond: 500,
      fraudSweepSeconds: 30,
      logLevel: 'info',
      waits: WAITS,
    });
  });

  test('an empty variable is an unset one, as in a copied .env file', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '', REDIS_URL: '', DEMO: '', ADMIN_API_KEY: '' })).toEqual(
      readConfig({}),
    );
  });

  test('each variable is read as what it is', () => {
    const config = readConfig({
      PORT: '0',
      ROLES: 'worker, ingress',
      REDIS_URL: 'redis://127.0.0.1',
      DEMO: '0',
      PUBLIC_URL: 'https://sms.example.com//',
      TRUST_PROXY: '10.0.0.1, ,10.0.0.2',
      OUTBOUND_ALLOW: '10.0.0.0/8,::1, crm.internal',
      RENEWALS_PER_SECOND: '2000',
      LOG_LEVEL: 'warn',
    });
    expect(config).toMatchObject({
      port: 0,
      roles: ['ingress', 'worker'],
      demo: false,
      publicUrl: 'https://sms.example.com',
      trustProxy: ['10.0.0.1', '10.0.0.2'],
      outboundAllow: ['10.0.0.0/8', '::1', 'crm.internal'],
      renewalsPerSecond: 2_000,
      logLevel: 'warn',
    });
  });

  test.each([
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['PORT', 'eighty'],
    ['PORT', '80.5'],
    ['ROLES', 'engine,king'],
    ['ROLES', 'engine'],
    ['RENEWALS_PER_SECOND', '0'],
    ['RENEWALS_PER_SECOND', 'all'],
    ['FRAUD_SWEEP_SECONDS', '-1'],
    ['FRAUD_SWEEP_SECONDS', '3601'],
    ['FRAUD_SWEEP_SECONDS', 'often'],
    ['DEMO', 'yes'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['DATABASE_URL', 'nonsense'],
    ['REDIS_URL', 'http://localhost'],
    ['PUBLIC_URL', 'ftp://x'],
    ['ADMIN_API_KEY', 'short'],
    ['LOG_LEVEL', 'loud'],
    ['OUTBOUND_ALLOW', '10.0.0.0/33'],
    ['OUTBOUND_ALLOW', 'http://crm.internal'],
  ])('%s=%s stops the start with one sentence that names it', (name, value) => {
    const read = () => readConfig({ [name]: value });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(new RegExp(`^${name} .+\\.$`));
  });

  test('whatever the environment holds, it is read or refused with a sentence', () => {
    const names = fc.constantFrom(
      'PORT',
      'ROLES',
      'DEMO',
      'DATABASE_URL',
      'REDIS_URL',
      'PUBLIC_URL',
      'TRUST_PROXY',
      'OUTBOUND_ALLOW',
      'LOG_LEVEL',
      'HOST',
      'DATA_DIR',
    );
    fc.assert(
      fc.property(fc.dictionary(names, fc.string({ unit: 'binary' })), (env) => {
        try {
          expect(readConfig(env).roles.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError);
        }
      }),
    );
  });
});
