import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Configuration } from '../catalogue/configuration';
import { ConfigurationService } from '../catalogue/configuration.service';
import { Clock } from '../platform/clock.service';
import { Database, type Tx } from '../platform/database.service';
import { Identity } from '../platform/identity.service';
import { laneOf } from '../platform/lanes';
import { Problem } from '../platform/problem';
import type { Profile } from '../rules/profile';
import { isLanguage, type Language } from '../text/language';
import { normaliseMsisdn } from '../text/msisdn';
import { appendConsents, type NewConsent } from './consent.store';
import { readCsv } from './csv-upload.service';
import { waitForLanes } from './lanes.store';
import type { ListCard } from './lists.store';
import { joinMembers, readStandings } from './members.store';
import { enterPeople } from './people.store';
import { newestWord, scopesAbove } from './standing';

/** People of one transaction: the lane is held no longer than that. */
const BATCH_PEOPLE = 500;

export type ImportResult = 'imported' | 'duplicate' | 'opted_out' | 'invalid';

export interface ImportedLine {
  readonly line: number;
  /** As it was given. */
  readonly msisdn: string;
  readonly result: ImportResult;
  readonly detail?: string;
}

export interface ImportReport {
  readonly counts: { readonly [R in ImportResult]: number };
  readonly lines: readonly ImportedLine[];
}

export interface ImportFile {
  readonly upload: Readable;
  readonly name: string;
  /** Who imports: goes into the evidence. */
  readonly importedBy: string;
}

interface Candidate {
  readonly line: number;
  readonly given: string;
  readonly msisdn: string;
  readonly senderHash: string;
  readonly lane: number;
  readonly language: Language | null;
}

/** Puts a file of people on a list. It lifts nobody's "no": whoever opted out of anything above the list is skipped, and named. */
@Injectable()
export class MemberImport {
  constructor(
    private readonly database: Database,
    private readonly configurations: ConfigurationService,
    private readonly identity: Identity,
    private readonly clock: Clock,
  ) {}

  /** What is committed stays when a later line fails: importing the same file again changes nothing more. */
  async import(list: ListCard, file: ImportFile): Promise<ImportReport> {
    const profile = this.profileOf(await this.configurations.refresh(), list);
    const report: ImportedLine[] = [];
    const candidates = await this.readCandidates(file, profile, report);
    for (const batch of batchesByLane(candidates)) {
      report.push(
        ...(await this.database.transaction((tx) => this.importBatch(tx, list, profile, file, batch))),
      );
    }
    report.sort((a, b) => a.line - b.line);
    return { counts: countsOf(report), lines: report };
  }

  private profileOf(configuration: Configuration, { shortcodeId }: ListCard): Profile {
    const shortcode = configuration.shortcodes.get(shortcodeId);
    if (!shortcode) throw new Problem('NOT_FOUND', 'The code of this list is gone.');
    return configuration.profileOf(shortcode, this.clock.now());
  }

  /** Each person once; what cannot be a person, or comes again, goes straight into the report. */
  private async readCandidates(
    { upload }: ImportFile,
    profile: Profile,
    report: ImportedLine[],
  ): Promise<Candidate[]> {
    const known = new Map<string, Candidate>();
    for await (const { line, fields } of readCsv(upload, { required: ['msisdn'], optional: ['language'] })) {
      const given = (fields['msisdn'] ?? '').slice(0, 40);
      const refuse = (result: ImportResult, detail: string) =>
        void report.push({ line, msisdn: given, result, detail });
      const language = fields['language'] ?? '';
      const msisdn = normaliseMsisdn(given, profile.country);
      if (msisdn === null) refuse('invalid', 'is not a telephone number');
      else if (language !== '' && !isLanguage(language))
        refuse('invalid', `"${language.slice(0, 20)}" is not a language we speak`);
      else if (known.has(msisdn))
        refuse('duplicate', `the same number as in line ${known.get(msisdn)?.line}`);
      else known.set(msisdn, this.candidate(line, given, msisdn, language));
    }
    return [...known.values()];
  }

  private candidate(line: number, given: string, msisdn: string, language: string): Candidate {
    const senderHash = this.identity.hashOf(msisdn);
    return {
      line,
      given,
      msisdn,
      senderHash,
      lane: laneOf(senderHash),
      language: isLanguage(language) ? language : null,
    };
  }

  private async importBatch(
    tx: Tx,
    list: ListCard,
    profile: Profile,
    file: ImportFile,
    batch: readonly Candidate[],
  ): Promise<ImportedLine[]> {
    await waitForLanes(
      tx,
      batch.map(({ lane }) => lane),
    );
    const now = this.clock.now();
    const ids = await enterPeople(tx, batch, now);
    const scopes = scopesAbove({ listId: list.id, brandId: list.brandId, shortcodeId: list.shortcodeId });
    const standings = await readStandings(tx, [...ids.values()], scopes);
    const joining: { readonly candidate: Candidate; readonly id: number }[] = [];
    const lines = batch.map((candidate): ImportedLine => {
      const { line, given: msisdn, senderHash } = candidate;
      const id = ids.get(senderHash) ?? 0;
      const said = standings.get(id) ?? new Map<string, never>();
      if (newestWord(said, scopes)?.status === 'out')
        return { line, msisdn, result: 'opted_out', detail: 'only they themselves can come back' };
      if (said.get(`list:${list.id}`)?.status === 'in')
        return { line, msisdn, result: 'duplicate', detail: 'is on the list already' };
      joining.push({ candidate, id });
      return { line, msisdn, result: 'imported' };
    });
    await appendConsents(
      tx,
      joining.map(({ candidate, id }) => optIn(list, profile, file, candidate, id, now)),
    );
    await joinMembers(
      tx,
      list,
      joining.map(({ id }) => id),
      now,
    );
    return lines;
  }
}

function optIn(
  list: ListCard,
  profile: Profile,
  file: ImportFile,
  person: Candidate,
  subscriberId: number,
  now: Date,
): NewConsent {
  return {
    lane: person.lane,
    subscriberId,
    person: person.senderHash,
    scope: { type: 'list', listId: list.id, shortcodeId: list.shortcodeId, brandId: list.brandId },
    event: 'opt_in',
    channel: 'import',
    textId: null,
    purpose: `list ${list.key}`,
    language: person.language,
    profile: profile.id,
    profileVersion: profile.version,
    words: null,
    shown: null,
    evidence: { file: file.name, line: person.line, importedBy: file.importedBy },
    saidAt: now,
    recordedAt: now,
  };
}

/** Lane by lane, in order: an import holds one lane at a time, and the others go on. */
function batchesByLane(candidates: readonly Candidate[]): Candidate[][] {
  const lanes = new Map<number, Candidate[]>();
  for (const candidate of candidates) {
    const lane = lanes.get(candidate.lane);
    if (lane) lane.push(candidate);
    else lanes.set(candidate.lane, [candidate]);
  }
  const inOrder = [...lanes].sort(([a], [b]) => a - b).map(([, people]) => people);
  return inOrder.flatMap((people) => {
    const slices = Math.ceil(people.length / BATCH_PEOPLE);
    return Array.from({ length: slices }, (_, n) => people.slice(n * BATCH_PEOPLE, (n + 1) * BATCH_PEOPLE));
  });
}

function countsOf(lines: readonly ImportedLine[]): ImportReport['counts'] {
  const counts = { imported: 0, duplicate: 0, opted_out: 0, invalid: 0 };
  for (const { result } of lines) counts[result]++;
  return counts;
}
