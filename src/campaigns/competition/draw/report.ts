import { DateTime } from 'luxon';
import { AUDIT_FAULTS, type AuditChecked } from './audit-chain';
import type { ProofChecked } from './check-proof';
import type { Pick } from './derive';
import { readEntryLine, readLateArrival } from './entry-line';
import type { Proof } from './proof';
import { PROOF_FAULTS } from './proof-faults';

/** Excluded lines and picks shown one by one; a longer list is for the file itself. */
const SHOWN = 1_000;
const PERSON_DIGITS = 12;

/** What was checked and what came out, in lines of plain words. */
export function reportOf(proof: Proof, checked: ProofChecked, published: string | undefined): string[] {
  if (!checked.ok) {
    const faults = checked.faults.map(
      ({ type, count, first }) => `- ${type}: ${PROOF_FAULTS[type]}${placeOf(count, first)}`,
    );
    return [...headOf(proof), 'This draw does NOT verify:', ...faults];
  }
  return [
    ...headOf(proof),
    ...checksOf(proof, checked),
    ...picksOf('Winners', checked.winners, proof),
    ...picksOf('Reserves', checked.reserves, proof),
    ...lateOf(proof),
    published === undefined
      ? `Not compared with what was published. Before the draw, this hash must have been: ${proof.announcementHash}`
      : 'The announcement is the one whose hash was published before the draw.',
    'This draw verifies.',
  ];
}

/** Which lines are a person's, and what became of each. */
export function reportOnPerson(
  proof: Proof,
  { person, lines, verifies }: { person: string; lines: readonly string[]; verifies: boolean },
): string[] {
  const late = proof.lateArrivals.lines.filter((line) => readLateArrival(line)?.person === person);
  const found = lines.map((line) => `Your entry: line ${described(line, proof)}: ${fateOf(line, proof)}.`);
  const listed = late.map((line) => `Yours, but arrived after the freeze and not drawn: ${line}`);
  const warning = verifies ? [] : ['What follows is only what the file says: it does not verify.'];
  if (found.length + listed.length > 0) return [...warning, ...found, ...listed];
  return [`No entry is that number's with that nonce (hash ${person}).`];
}

export function reportOnAudit(checked: AuditChecked, head: string | undefined): string[] {
  if (checked.ok) {
    const end = head === undefined ? 'Compare its end with the one published' : 'It ends as it should';
    return [`${checked.rows} rows, each following from the one before. ${end}: ${checked.head}`];
  }
  const faults = checked.faults.map(
    ({ type, row }) => `- ${type}${row === null ? '' : ` in row ${row}`}: ${AUDIT_FAULTS[type]}`,
  );
  return ['This export is NOT whole:', ...faults];
}

function headOf({ announcement }: Proof): string[] {
  const { contest, draw, opensAt, closesAt, frozenAt, software } = announcement;
  const [opened, closed, frozen] = [opensAt, closesAt, frozenAt].map((at) => local(at, contest.zone));
  const previous = draw.previous === null ? '' : `, after the draw with proof ${draw.previous}`;
  return [
    `"${contest.name}" (${contest.id}), draw ${draw.number}${previous}, made by ${software}.`,
    `Open from ${opened} until before ${closed}, frozen ${frozen} (${contest.zone}).`,
  ];
}

function checksOf(proof: Proof, { lines, tickets }: { lines: number; tickets: number }): string[] {
  const { announcement, exclusions, reveal, seals } = proof;
  const { beacon, contest, list } = announcement;
  const excluded = exclusions.slice(0, SHOWN).map(({ line, reason }) => `    line ${line}: ${reason}`);
  return [
    'Checked:',
    `- ${list.lines} entries in the order of recording, none missing, all said in time`,
    `- ${seals.length} seals, each following from the one before, the last at the freeze`,
    `- ${exclusions.length} excluded before the freeze${exclusions.length === 0 ? '' : ':'}`,
    ...excluded,
    `- ${lines} took part with ${tickets} tickets; entries hash ${announcement.urn.entriesHash}`,
    `- the server seed is the one committed to: ${announcement.commitment}`,
    `- the beacon, not known before ${local(beacon.notBefore, contest.zone)}: ${beacon.source}`,
    `    its value: ${reveal.beacon} (that it is, anybody can look up; this program cannot)`,
    `- winners and reserves are those that the seed ${proof.drawSeed} gives`,
  ];
}

function picksOf(title: string, picks: readonly Pick[], proof: Proof): string[] {
  const shown = picks.slice(0, SHOWN).map(({ line, ticket }, at) => {
    return `${String(at + 1).padStart(5)}. line ${described(line, proof)}, ticket ${ticket}`;
  });
  const more = picks.length > SHOWN ? [`       and ${picks.length - SHOWN} more`] : [];
  return [`${title}: ${picks.length}`, ...shown, ...more];
}

function described(line: string, { announcement }: Proof): string {
  const entry = readEntryLine(line);
  if (!entry) return line;
  const tickets = `${entry.tickets} ${entry.tickets === 1 ? 'ticket' : 'tickets'}`;
  const said = local(entry.saidAt, announcement.contest.zone);
  return `${entry.number} (person ${entry.person.slice(0, PERSON_DIGITS)}…, ${tickets}, said ${said})`;
}

function fateOf(line: string, proof: Proof): string {
  const number = readEntryLine(line)?.number;
  const excluded = proof.exclusions.find((exclusion) => exclusion.line === number);
  if (excluded) return `excluded before the freeze: ${excluded.reason}`;
  const isTicketOf = (id: string): boolean => id.startsWith(`${line}#`);
  const winner = proof.winners.findIndex(isTicketOf);
  if (winner >= 0) return `drawn as winner ${winner + 1}`;
  const reserve = proof.reserves.findIndex(isTicketOf);
  return reserve >= 0 ? `drawn as reserve ${reserve + 1}` : 'took part and was not drawn';
}

function lateOf({ lateArrivals }: Proof): string[] {
  const { length } = lateArrivals.lines;
  return length === 0 ? [] : [`${length} said in time arrived after the freeze and were not drawn.`];
}

function placeOf(count: number, first: number | null): string {
  const times = count > 1 ? ` (${count} times)` : '';
  return first === null ? times : `${times}; first at ${first}`;
}

const local = (at: string, zone: string): string =>
  DateTime.fromISO(at, { zone }).toFormat('yyyy-MM-dd HH:mm:ss');
