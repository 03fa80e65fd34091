import { IANAZone } from 'luxon';
import { z } from 'zod';
import { knowsCurrency } from '../../platform/money';
import { CALENDARS } from '../../text/calendar';
import { FILE_NAME_PARTS, isNamePattern } from './file-name';
import { isTimeFormat } from './time-format';

export const ENCODINGS = ['utf-8', 'utf-16le', 'windows-1256', 'windows-1252', 'iso-8859-15'] as const;
export const ROW_STATUSES = ['charged', 'refused', 'refunded'] as const;
/** What the operator says became of a charge. */
export type RowStatus = (typeof ROW_STATUSES)[number];

const MOST_NAMES = 500;
const bounded = (chars: number) => z.string().min(1).max(chars);

/** Where a field stands: the n-th column, a column by its name, or so many characters from the n-th on; all counted from 1. */
const place = z.union(
  [
    z.int().min(1).max(200),
    bounded(100),
    z.strictObject({ from: z.int().min(1).max(4_000), chars: z.int().min(1).max(500) }),
  ],
  'must be the number of a column, its name, or from and chars',
);
export type Place = z.infer<typeof place>;

const layout = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('delimited'),
    delimiter: z
      .string()
      .regex(/^[^\p{L}\p{N}"'\r\n]$/u, 'must be one character that is no letter, digit or quote'),
    quote: z.enum(['"', "'"]).nullable().default('"'),
  }),
  z.strictObject({ type: z.literal('fixed width') }),
]);

const header = z.strictObject({
  /** What the line begins with; without it, the first line is the header. */
  mark: bounded(20).optional(),
  day: place.optional(),
  sequence: place.optional(),
});

const trailer = z.strictObject({
  mark: bounded(20),
  /** How many lines stand between header and trailer. */
  count: place.optional(),
  sum: place.optional(),
  /** Of what: every amount as it is written, or what was charged less what was refunded. */
  sumOf: z.enum(['as written', 'net']).default('as written'),
});

const columns = z.strictObject({
  operatorTxnId: place.optional(),
  partnerRef: place.optional(),
  msisdn: place.optional(),
  service: place.optional(),
  chargedAt: place,
  /** The time, where it has a column of its own: it is read behind the date, with one blank between them. */
  chargedTime: place.optional(),
  amount: place,
  currency: place.optional(),
  status: place.optional(),
});

const msisdn = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('plain'),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be two capital letters')
      .optional(),
  }),
  /** SHA-256 in hex of prefix, E.164 digits and suffix: for operators that give no numbers away. */
  z.strictObject({
    type: z.literal('sha256'),
    prefix: z.string().max(200).default(''),
    suffix: z.string().max(200).default(''),
  }),
]);

const time = z.strictObject({
  format: z
    .string()
    .max(60)
    .refine(
      isTimeFormat,
      'must say year, month and day once each, such as yyyy-MM-dd HH:mm:ss, or be X or x',
    ),
  calendar: z.enum(CALENDARS).default('gregorian'),
  zone: z
    .string()
    .max(60)
    .refine((zone) => IANAZone.isValidZone(zone), 'must be an IANA time zone'),
  /** When a business day begins, from midnight: 120 is 02:00, -120 is 22:00 of the evening before. */
  dayStartsMinutes: z.int().min(-719).max(719).default(0),
});

const amount = z
  .strictObject({
    unit: z.enum(['minor', 'major']),
    decimal: z.enum(['.', ',', '٫']).default('.'),
    grouping: z.enum([',', '.', "'", ' ', '٬']).nullable().default(null),
    /** Of every line that has no currency of its own. */
    currency: z.string().refine(knowsCurrency, 'must be a currency we bill in'),
    vat: z.enum(['gross', 'net']).default('gross'),
    /** Value added tax that net amounts lack, in hundredths of a percent. */
    vatBp: z.int().min(0).max(10_000).default(0),
  })
  .refine(({ decimal, grouping }) => decimal !== grouping, 'cannot group digits by the decimal separator');

const fileName = z.strictObject({
  pattern: bounded(200).refine(
    isNamePattern,
    `must have each of ${FILE_NAME_PARTS.join(' and ')} at most once`,
  ),
  /** How {date} is written. */
  date: z.string().max(20).refine(isTimeFormat, 'must say year, month and day once each').default('yyyyMMdd'),
});

const shape = z.strictObject({
  layout,
  encoding: z.enum(ENCODINGS).default('utf-8'),
  header: header.nullable().default(null),
  /** Whether a line with the names of the columns stands before the details. */
  columnNames: z.boolean().default(false),
  /** What every detail line begins with. */
  detailMark: bounded(20).nullable().default(null),
  trailer: trailer.nullable().default(null),
  columns,
  msisdn: msisdn.default({ type: 'plain' }),
  time,
  amount,
  /** The operator's words for what became of a charge; what is not among them is `otherStatus`, or a fault. */
  statuses: z.record(bounded(100), z.enum(ROW_STATUSES)).default({}),
  otherStatus: z.enum(ROW_STATUSES).nullable().default(null),
  /** Whether the operator's names of services are those of `services`, or our own ids, as in our own files. */
  serviceNames: z.enum(['listed', 'our ids']).default('listed'),
  /** The operator's names of services with our ids; another name is of no service of ours. */
  services: z.record(bounded(100), z.int().min(1).max(2_147_483_647)).default({}),
  fileName: fileName.nullable().default(null),
  /** When the numbers of files begin at 1 again. */
  sequenceRestarts: z.enum(['never', 'year', 'month', 'day']).default('never'),
  /** A file with more lines that cannot be read is refused as a whole. */
  mostFaults: z.int().min(0).max(10_000).default(1_000),
});

/** How one operator writes one kind of file. */
export type FileProfile = z.infer<typeof shape>;

interface ProfileFault {
  readonly path: string;
  readonly message: string;
}

export type ProfileRead =
  | { readonly type: 'profile'; readonly profile: FileProfile }
  | { readonly type: 'faulty'; readonly faults: readonly ProfileFault[] };

/** A profile out of raw settings, or every fault by its path. */
export function readFileProfile(raw: unknown): ProfileRead {
  const read = shape.safeParse(raw);
  if (!read.success) return { type: 'faulty', faults: read.error.issues.flatMap(faultsOf) };
  const faults = clashesIn(read.data);
  return faults.length === 0 ? { type: 'profile', profile: read.data } : { type: 'faulty', faults };
}

function faultsOf(issue: z.core.$ZodIssue): ProfileFault[] {
  const path = issue.path.map(String);
  if (issue.code !== 'unrecognized_keys') return [{ path: path.join('.'), message: issue.message }];
  return issue.keys.map((key) => ({
    path: [...path, key].join('.'),
    message: 'is not a setting of a file profile',
  }));
}

/** What each setting allows by itself, and all of them together do not. */
function clashesIn(profile: FileProfile): ProfileFault[] {
  const { columns: details, amount: money, trailer: end, statuses, services } = profile;
  const faults = [
    ...Object.entries(details).flatMap(([name, where]) =>
      placeFault(profile, `columns.${name}`, where, true),
    ),
    ...Object.entries(profile.header ?? {}).flatMap(([name, where]) =>
      name === 'mark' ? [] : placeFault(profile, `header.${name}`, where, false),
    ),
    ...placeFault(profile, 'trailer.count', end?.count, false),
    ...placeFault(profile, 'trailer.sum', end?.sum, false),
  ];
  const note = (isWrong: boolean, path: string, message: string): void => {
    if (isWrong) faults.push({ path, message });
  };
  const { operatorTxnId, partnerRef, msisdn: number } = details;
  note(
    operatorTxnId === undefined && partnerRef === undefined && number === undefined,
    'columns',
    'must have one of operatorTxnId, partnerRef and msisdn, or no line could ever be matched',
  );
  note(
    end?.sum !== undefined && details.currency !== undefined && money.unit === 'major',
    'trailer.sum',
    'cannot add up currencies with different decimals: give amounts in minor units',
  );
  note(money.vat === 'gross' && money.vatBp > 0, 'amount.vatBp', 'is for net amounts only');
  note(Object.keys(statuses).length > MOST_NAMES, 'statuses', `may have ${MOST_NAMES} words at most`);
  note(Object.keys(services).length > MOST_NAMES, 'services', `may have ${MOST_NAMES} names at most`);
  return faults;
}

function placeFault(
  { layout: { type }, columnNames }: FileProfile,
  path: string,
  where: Place | undefined,
  mayHaveName: boolean,
): ProfileFault[] {
  if (where === undefined) return [];
  if ((type === 'fixed width') !== (typeof where === 'object'))
    return [
      { path, message: type === 'fixed width' ? 'must say from and chars' : 'must be a number or a name' },
    ];
  if (typeof where === 'string' && !(mayHaveName && columnNames))
    return [{ path, message: 'must be a number: no line names this column' }];
  return [];
}
