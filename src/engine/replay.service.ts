import { Inject, Injectable } from '@nestjs/common';
import { codeHash } from '../campaigns/codes/code-hash';
import type { Decision } from '../campaigns/effect';
import type { Kinds } from '../campaigns/kinds';
import { KINDS } from '../campaigns/kinds.token';
import type { Configuration } from '../catalogue/configuration';
import { ConfigurationService } from '../catalogue/configuration.service';
import { isTextOf } from '../messages/timeline.store';
import { Database } from '../platform/database.service';
import { Identity } from '../platform/identity.service';
import { Problem } from '../platform/problem';
import { decide } from './decide';
import type { DecisionSeenDto, ReplayDto } from './explain.dto';
import { readDecided, type DecidedText } from './replay.store';
import { claimsFrom, personFrom, type Facts } from './snapshot';
import { restored } from './withheld';

/** Makes a stored decision again from what it was made of: the words, the facts beside them, and the configuration of that day. */
@Injectable()
export class Replays {
  constructor(
    private readonly database: Database,
    private readonly configurations: ConfigurationService,
    private readonly identity: Identity,
    @Inject(KINDS) private readonly kinds: Kinds,
  ) {}

  async replay(textId: number, brandId: number | null): Promise<ReplayDto> {
    const { sql } = this.database;
    const decided = (await isTextOf(sql, textId, brandId)) ? await readDecided(sql, textId) : undefined;
    if (!decided) throw new Problem('NOT_FOUND', `There is no decided text ${textId}.`);
    if (decided.body === null) throw new Problem('CONFLICT', 'The words of this text have been erased.');
    const configuration = await this.configurations.at(decided.configVersion);
    const then = seenThen(decided);
    const brandOf = (campaignId: number) => configuration.campaigns.get(campaignId)?.brandId;
    const { facts, withheld } = restored(decided.facts, decided.profile, brandOf);
    const now = seenNow(this.decideAgain(textId, decided, { body: decided.body, facts }, configuration));
    return {
      same: isSame(then, now),
      configVersion: decided.configVersion,
      decidedAt: decided.decidedAt,
      then,
      now,
      withheld,
    };
  }

  private decideAgain(
    textId: number,
    { code, saidAt, decidedAt }: DecidedText,
    { body, facts }: { readonly body: string; readonly facts: Facts | null },
    configuration: Configuration,
  ): Decision {
    const shortcode = configuration.shortcodesByNumber.get(code);
    if (!shortcode) return { rule: 'silence', because: `no such code: ${code}`, effects: [] };
    const snapshot = {
      configuration,
      kinds: this.kinds,
      shortcode,
      profile: configuration.profileOf(shortcode, saidAt),
      person: personFrom(facts),
      sender: facts?.sender ?? 'handset',
      operatorId: facts?.operatorId ?? null,
      claims: claimsFrom(facts),
      luck: () => this.identity.luckOf(`text:${textId}`),
      codeHash: (brandId: number, code: string) => codeHash(this.identity, brandId, code),
    } as const;
    return decide(snapshot, body, { saidAt, now: decidedAt });
  }
}

const seenThen = ({ rule, because, campaignId, replies }: DecidedText): DecisionSeenDto => ({
  rule,
  because,
  campaignId,
  replies,
});

const seenNow = ({ rule, because, campaignId, effects }: Decision): DecisionSeenDto => ({
  rule,
  because,
  campaignId: campaignId ?? null,
  replies: effects.flatMap((effect) => (effect.type === 'reply' ? [effect.text] : [])),
});

/** An erased reply says nothing any more, and so contradicts nothing. */
function isSame(then: DecisionSeenDto, now: DecisionSeenDto): boolean {
  const isSameReplies =
    then.replies.length === now.replies.length &&
    then.replies.every((reply, at) => reply === null || reply === now.replies[at]);
  return (
    then.rule === now.rule &&
    then.because === now.because &&
    then.campaignId === now.campaignId &&
    isSameReplies
  );
}
