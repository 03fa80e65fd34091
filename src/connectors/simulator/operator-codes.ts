import type { Denial } from './payment';

export const CODE_TABLES = ['denmark', 'telia'] as const;
export type CodeTable = (typeof CODE_TABLES)[number];

/**
 * How operators tell why they took nothing, as published: the Danish common codes (5001 no such customer, 5002 barred, 5003 not
 * enough money or limit reached) and those of Telia Denmark (385 to 393).
 */
const tables: { readonly [T in CodeTable]: Readonly<Record<Denial, string>> } = {
  denmark: {
    insufficient: '5003',
    'spending limit': '5003',
    'not found': '5001',
    barred: '5002',
    'under age': '5002',
    corporate: '5002',
    blacklisted: '5002',
    'price too high': '5003',
    'wrong currency': '5003',
  },
  telia: {
    insufficient: '393',
    'spending limit': 'total monthly premium charge limit to this subscriber exceeded',
    'not found': '391',
    barred: '392',
    'under age': 'UNDER_AGE',
    corporate: '390',
    blacklisted: 'BLACKLISTED',
    'price too high': '385',
    'wrong currency': '385',
  },
};

export const codeOf = (denial: Denial, table: CodeTable): string => tables[table][denial];
