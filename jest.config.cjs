/** Everything at once: suites that need the whole engine share it, see test/support/groups.ts. By name, each is a file of its own. */
const isGrouped = process.env.PAROLA_TEST_GROUPED === '1';

/** Pure specs sit beside their file; everything that needs the world sits in test/. */
module.exports = {
  rootDir: __dirname,
  testEnvironment: 'node',
  testMatch: [
    '<rootDir>/test/**/*.spec.ts',
    ...(isGrouped
      ? ['<rootDir>/test/grouped/*.group.ts']
      : ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/**/*.story.ts']),
  ],
  testPathIgnorePatterns: ['/node_modules/', ...(isGrouped ? ['<rootDir>/test/(api|stories)/'] : [])],
  transform: { '^.+\\.(t|m?j)s$': ['@swc/jest'] },
  transformIgnorePatterns: ['/node_modules/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  testSequencer: '<rootDir>/test/support/longest-first.cjs',
  testTimeout: 30_000,
};
