import { Injectable } from '@nestjs/common';
import { readAttempts, readTransfers } from '../../billing/charges/charge-view.store';
import { keysOf } from '../../billing/charges/charge-transfers';
import { Clock } from '../../platform/clock.service';
import { Database } from '../../platform/database.service';
import { Problem } from '../../platform/problem';
import { hashedEntry, HOW_TO_VERIFY, type EvidenceRow } from '../../subscribers/evidence';
import { readEvidence } from '../../subscribers/evidence.store';
import { chargesBehind, findIncident } from '../findings/incidents.store';
import {
  EVIDENCE_SECTIONS,
  findDisputed,
  readIncidentFigures,
  readMessages,
  readSection,
  readStatementRows,
  readTexts,
  type DisputedCharge,
} from './charge-evidence.store';
import { packOf, type EvidencePack, type Section } from './pack';

const MOST_CONSENTS = 1_000;
/** Of an incident's charges, those that matter most. */
const CHARGES_OF_INCIDENT = 20;

/** A person in what they have to do with one brand. */
type Whose = Pick<DisputedCharge, 'subscriberId' | 'brandId'>;

/** Everything we know of a charge, for whoever doubts it: the words that were said and shown, and where the money went. */
@Injectable()
export class ChargeEvidence {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async ofCharge(id: number): Promise<EvidencePack> {
    return packOf(`charge ${id}`, await this.sectionsOfCharge(id), this.clock.now());
  }

  /** The figures of an incident, its largest findings, and the evidence of the charges behind these. */
  async ofIncident(id: number): Promise<EvidencePack> {
    const { sql } = this.database;
    const incident = await findIncident(sql, id);
    if (!incident) throw new Problem('NOT_FOUND', `There is no incident ${id}.`);
    const { totals, findings } = await readIncidentFigures(sql, id);
    const sections: Section[] = [
      { name: 'incident', content: incident },
      { name: 'totals', content: totals },
      { name: 'findings', content: findings },
    ];
    for (const chargeId of await chargesBehind(sql, id, CHARGES_OF_INCIDENT)) {
      const of = await this.sectionsOfCharge(chargeId);
      sections.push(...of.map(({ name, content }) => ({ name: `charge-${chargeId}/${name}`, content })));
    }
    return packOf(`incident ${id}`, sections, this.clock.now());
  }

  /** The parts of a charge's evidence, for whoever makes a pack of more. */
  async sectionsOfCharge(id: number): Promise<Section[]> {
    const { sql } = this.database;
    const charge = await findDisputed(sql, id);
    if (!charge) throw new Problem('NOT_FOUND', `There is no charge ${id}.`);
    const sections: Section[] = [
      { name: 'charge', content: charge },
      { name: 'attempts', content: await readAttempts(sql, id) },
      { name: 'transfers', content: await this.transfersOf(charge) },
      { name: 'consents', content: await this.consentsOf(charge) },
      { name: 'texts', content: await readTexts(sql, charge) },
      { name: 'messages', content: await readMessages(sql, charge) },
      { name: 'statementRows', content: await readStatementRows(sql, id) },
    ];
    for (const name of EVIDENCE_SECTIONS) sections.push({ name, content: await readSection(sql, name, id) });
    return sections;
  }

  private async transfersOf({ id, attempts }: DisputedCharge): Promise<unknown[]> {
    const { sql } = this.database;
    const refunds = await readSection(sql, 'refunds', id);
    const keys = keysOf(
      id,
      attempts,
      refunds.map((refund) => Number(refund['id'])),
    );
    const transfers = await readTransfers(sql, keys);
    return transfers.map(({ amountMinor, ...transfer }) => ({
      ...transfer,
      amountMinor: String(amountMinor),
    }));
  }

  /** What the person agreed to with this brand and refused, in the words they saw, each entry with its place in the chain. */
  async consentsOf({ subscriberId, brandId }: Whose): Promise<unknown> {
    const rows = await readEvidence(this.database.sql, subscriberId, brandId, 0, MOST_CONSENTS);
    return { entries: rows.map(shownConsent), howToVerify: HOW_TO_VERIFY };
  }
}

const shownConsent = (row: EvidenceRow) => ({
  hashed: hashedEntry(row),
  hash: row.hash.toString('hex'),
  previousHash: row.previousHash.toString('hex'),
  programme: row.programme,
  words: row.words,
  shown: row.shown,
  evidence: row.evidence,
});
