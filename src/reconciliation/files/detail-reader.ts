import { exponentOf, knowsCurrency } from '../../platform/money';
import { maskMsisdn, normaliseMsisdn } from '../../text/msisdn';
import { amountReader, withVat } from './amount-format';
import type { FileProfile, RowStatus } from './file-profile';
import { fieldAt, lineCutOf, markTest, plainCutOf, type Cut, type Field } from './line-fields';
import { LINE_CHARS } from './line-cutter';
import { plainField, withPlainDigits } from './plain-digits';
import type { Detail, LineFault, LineFaultName, StatementLine } from './statement-line';
import { timeReader } from './time-format';
import { ZoneClock } from './zone-clock';

const ID_CHARS = 100;
const SERVICE_CHARS = 100;
const FOUND_CHARS = 60;
/** What a decoder writes for bytes it does not know, and what PostgreSQL cannot store. */
const UNREADABLE = /[\ufffd\0]/;
/** Where columns are shifted, a number may stand anywhere. */
const LIKE_A_NUMBER = /^\+?\d{9,13}$/;
const SHA256_HEX = /^[0-9a-f]{64}$/i;

type Columns = FileProfile['columns'];
type Fields = { readonly [C in keyof Columns]: Field };

/** A line that is not what its profile says, found somewhere inside reading it. */
class Misread {
  constructor(
    readonly fault: LineFaultName,
    readonly field: string | null,
    readonly found: string | null,
  ) {}
}

/** What is known of the money before anything else of a line is read: a trailer counts lines that are set aside. */
interface Money {
  readonly currency: string;
  readonly writtenMinor: bigint;
}

interface SaidTime {
  readonly at: Date;
  readonly day: string;
}

/** Reads the detail lines of one file. Pure, and made for millions of them. */
export class DetailReader {
  private readonly plainCut: (line: string) => Cut | null;
  private readonly cut: (line: string) => Cut | null;
  private readonly fields: Fields;
  private readonly isMarked: (line: string) => boolean;
  private readonly amount: ReturnType<typeof amountReader>;
  private readonly time: ReturnType<typeof timeReader>;
  private readonly clock: ZoneClock;
  private readonly statuses: ReadonlyMap<string, RowStatus>;
  /** Most files are in order of time, and sixty charges of a second bear the same one. */
  private lastTime: { readonly raw: string; readonly said: SaidTime | Misread } = NO_TIME;

  private constructor(
    private readonly profile: FileProfile,
    fields: Fields,
  ) {
    this.fields = fields;
    this.plainCut = plainCutOf(profile);
    this.cut = lineCutOf(profile);
    this.isMarked = profile.detailMark === null ? () => true : markTest(profile, profile.detailMark);
    this.amount = amountReader(profile.amount);
    this.time = timeReader(profile.time.format, profile.time.calendar);
    this.clock = new ZoneClock(profile.time.zone, profile.time.dayStartsMinutes);
    this.statuses = new Map(
      Object.entries(profile.statuses).map(([word, status]) => [plainField(withPlainDigits(word)), status]),
    );
  }

  /** @param names of the columns, as the file gives them. @returns the name of a column that the file lacks. */
  static for(profile: FileProfile, names: readonly string[]): DetailReader | { readonly missing: string } {
    const fields: Record<string, Field> = {};
    for (const [column, place] of Object.entries(profile.columns)) {
      const field = place === undefined ? undefined : fieldAt(place, names);
      if (field === undefined) continue;
      if (!field) return { missing: String(place) };
      fields[column] = field;
    }
    const { chargedAt, amount } = fields;
    if (!chargedAt || !amount) throw new Error('a checked profile says where time and amount stand');
    return new DetailReader(profile, { ...fields, chargedAt, amount });
  }

  read(line: number, raw: string): StatementLine {
    const cut = this.cutOf(raw);
    if (cut instanceof Misread) return faultOf(line, cut, null, null);
    const money = this.moneyIn(cut);
    if (money instanceof Misread) return faultOf(line, money, null, null);
    const status = this.statusIn(cut, money.writtenMinor);
    if (status instanceof Misread) return faultOf(line, status, money, null);
    const rest = this.restOf(line, cut, money, status);
    return rest instanceof Misread ? faultOf(line, rest, money, status) : rest;
  }

  private cutOf(raw: string): Cut | Misread {
    if (raw.length > LINE_CHARS) return TOO_LONG;
    const plain = this.plainCut(raw);
    if (!plain && UNREADABLE.test(raw)) return NOT_READABLE;
    if (!this.isMarked(raw)) return NO_MARK;
    return plain ?? this.cut(raw) ?? OPEN_QUOTE;
  }

  private moneyIn(cut: Cut): Money | Misread {
    const { fields, profile } = this;
    const given = fields.currency ? fields.currency(cut) : '';
    const raw = fields.amount(cut);
    if (given === undefined || raw === undefined) return TOO_FEW;
    const currency = given === '' ? profile.amount.currency : given.toUpperCase();
    if (!knowsCurrency(currency)) return new Misread('currency', 'currency', given);
    const writtenMinor = this.amount(raw, exponentOf(currency));
    return writtenMinor === null ? new Misread('amount', 'amount', raw) : { currency, writtenMinor };
  }

  /** Money that goes back is a refund, whatever word stands beside it; nothing goes back for what was refused. */
  private statusIn(cut: Cut, writtenMinor: bigint): RowStatus | Misread {
    const word = this.fields.status ? this.fields.status(cut) : null;
    if (word === undefined) return TOO_FEW;
    const said = word === null ? 'charged' : (this.statuses.get(word) ?? this.profile.otherStatus);
    if (said === null) return new Misread('status', 'status', word);
    if (writtenMinor >= 0n) return said;
    return said === 'refused' ? new Misread('amount', 'amount', String(writtenMinor)) : 'refunded';
  }

  private restOf(line: number, cut: Cut, money: Money, status: RowStatus): Detail | Misread {
    const time = this.timeIn(cut);
    if (time instanceof Misread) return time;
    const person = this.personIn(cut);
    if (person instanceof Misread) return person;
    const operatorTxnId = wordIn(this.fields.operatorTxnId, cut, 'operatorTxnId', ID_CHARS);
    const partnerRef = wordIn(this.fields.partnerRef, cut, 'partnerRef', ID_CHARS);
    const service = wordIn(this.fields.service, cut, 'service', SERVICE_CHARS);
    if (operatorTxnId instanceof Misread) return operatorTxnId;
    if (partnerRef instanceof Misread) return partnerRef;
    if (service instanceof Misread) return service;
    const { msisdn, msisdnHash } = person;
    if (operatorTxnId === null && partnerRef === null && msisdn === null && msisdnHash === null)
      return new Misread('nobody', null, null);
    return {
      type: 'detail',
      line,
      operatorTxnId,
      partnerRef,
      msisdn,
      msisdnHash,
      service,
      chargedAt: time.at,
      amountMinor: this.grossOf(money.writtenMinor, status),
      currency: money.currency,
      status,
      day: time.day,
      writtenMinor: money.writtenMinor,
    };
  }

  private timeIn(cut: Cut): SaidTime | Misread {
    const { chargedAt, chargedTime } = this.fields;
    const date = chargedAt(cut);
    const clock = chargedTime ? chargedTime(cut) : '';
    if (date === undefined || clock === undefined) return TOO_FEW;
    const raw = chargedTime ? `${date} ${clock}` : date;
    if (raw !== this.lastTime.raw) this.lastTime = { raw, said: this.timeOf(raw) };
    return this.lastTime.said;
  }

  private timeOf(raw: string): SaidTime | Misread {
    const read = this.time(raw);
    if (!read) return new Misread('time', 'chargedAt', raw);
    const wall = read.type === 'wall' ? read.ms : this.clock.wallOf(read.ms);
    const at = read.type === 'wall' ? this.clock.instantOf(read.ms) : read.ms;
    return { at: new Date(at), day: this.clock.dayOf(wall) };
  }

  private personIn(
    cut: Cut,
  ): { readonly msisdn: string | null; readonly msisdnHash: string | null } | Misread {
    const { msisdn: field } = this.fields;
    const raw = field ? field(cut) : '';
    if (raw === undefined) return TOO_FEW;
    if (raw === '') return NOBODY;
    const { msisdn: shape } = this.profile;
    if (shape.type === 'sha256')
      return SHA256_HEX.test(raw)
        ? { msisdn: null, msisdnHash: raw.toLowerCase() }
        : new Misread('msisdn', 'msisdn', null);
    const msisdn = normaliseMsisdn(raw, shape.country);
    return msisdn === null ? new Misread('msisdn', 'msisdn', null) : { msisdn, msisdnHash: null };
  }

  private grossOf(writtenMinor: bigint, status: RowStatus): bigint {
    const { vat, vatBp } = this.profile.amount;
    const gross = vat === 'net' ? withVat(writtenMinor, vatBp) : writtenMinor;
    return status === 'refunded' && gross > 0n ? -gross : gross;
  }
}

const NO_TIME = { raw: '', said: new Misread('time', 'chargedAt', '') };
const TOO_LONG = new Misread('too long', null, null);
const NOT_READABLE = new Misread('unreadable', null, null);
const NO_MARK = new Misread('mark', null, null);
const OPEN_QUOTE = new Misread('quote', null, null);
const TOO_FEW = new Misread('columns', null, null);
const NOBODY = { msisdn: null, msisdnHash: null };

function wordIn(field: Field | undefined, cut: Cut, name: string, chars: number): string | null | Misread {
  if (!field) return null;
  const word = field(cut);
  if (word === undefined) return TOO_FEW;
  if (word.length > chars) return new Misread('id', name, word);
  return word === '' ? null : word;
}

function faultOf(
  line: number,
  { fault, field, found }: Misread,
  money: Money | null,
  status: RowStatus | null,
): LineFault {
  return {
    type: 'fault',
    line,
    fault,
    field,
    found: found === null ? null : shown(found),
    writtenMinor: money?.writtenMinor ?? null,
    status,
  };
}

const shown = (found: string): string =>
  LIKE_A_NUMBER.test(found) ? maskMsisdn(found) : found.slice(0, FOUND_CHARS);
