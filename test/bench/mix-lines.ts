import { count, hundredths, line, ratio, tenths, type Line } from './lines';
import { medianOf } from './percentiles';
import { PLAYS, type Mix } from './population';
import type { MixFigures, Round } from './report';

/** What the mixes did, side by side. */
export function mixLines(rounds: readonly Round[], mixes: readonly Mix[]): Line[] {
  const each = (
    show: (value: number) => string,
    of: (figures: MixFigures, round: Round) => number,
  ): string[] =>
    mixes.map((mix) => {
      const values = rounds.flatMap((round) => (round.mixes[mix] ? [of(round.mixes[mix], round)] : []));
      return show(medianOf(values));
    });
  return [
    line('texts/s', mixes),
    line(
      'floor: the same rows, bare',
      each(count, ({ floor }) => floor.textsPerSecond),
    ),
    line(
      '(b) arrays of 100, POST to sent',
      each(count, ({ arrays }) => arrays.textsPerSecond),
      '12,000',
    ),
    line(
      '(b) / floor',
      each(ratio, ({ arrays, floor }) => arrays.textsPerSecond / floor.textsPerSecond),
      '≥ 0.5',
    ),
    line(
      '(b) / floor without the network’s own rows',
      each(ratio, ({ arrays, floor }) => arrays.textsPerSecond / floor.withoutNetwork),
    ),
    ...againstReply(rounds, mixes),
    line(
      '(b) acknowledged',
      each(count, ({ arrays }) => arrays.acknowledgedPerSecond),
    ),
    line(
      '(a) one text per request, POST to sent',
      each(count, ({ oneByOne }) => oneByOne.textsPerSecond),
      '5,000',
    ),
    line(
      '(a) / door',
      each(ratio, ({ oneByOne }, { door }) => oneByOne.textsPerSecond / door.oneByOne),
      '≥ 0.6',
    ),
    line(
      '(a) acknowledged',
      each(count, ({ oneByOne }) => oneByOne.acknowledgedPerSecond),
    ),
    line(
      '(b) seconds to empty the queues after the load',
      each(tenths, ({ arrays }) => arrays.drainSeconds),
    ),
    line(
      '(b) µs of a core per text: engine',
      each(tenths, ({ arrays }) => arrays.engineMicrosPerText),
    ),
    line(
      '(b) µs of a core per text: PostgreSQL',
      each(tenths, ({ arrays }) => arrays.postgresMicrosPerText),
    ),
    line(
      '(a) µs of a core per text: engine',
      each(tenths, ({ oneByOne }) => oneByOne.engineMicrosPerText),
    ),
    line(
      '(a) µs of a core per text: PostgreSQL',
      each(tenths, ({ oneByOne }) => oneByOne.postgresMicrosPerText),
    ),
    line(
      '(b) cores busy with other things meanwhile',
      each(hundredths, ({ arrays }) => arrays.coresElsewhere),
      '0',
    ),
    line(
      '(a) cores busy with other things meanwhile',
      each(hundredths, ({ oneByOne }) => oneByOne.coresElsewhere),
      '0',
    ),
    line(
      '(b) texts without a reply, by the rules',
      each(count, ({ arrays }) => arrays.unanswered),
    ),
    line(
      '(a) texts without a reply, by the rules',
      each(count, ({ oneByOne }) => oneByOne.unanswered),
    ),
    line(
      'texts astray',
      each(count, ({ arrays, oneByOne }) => arrays.astray + oneByOne.astray),
      '0',
    ),
  ];
}

/** What playing costs beside a plain answer, where both were measured in the same run. */
function againstReply(rounds: readonly Round[], mixes: readonly Mix[]): Line[] {
  const plays = mixes.filter((mix) => mix in PLAYS);
  if (plays.length === 0 || !mixes.includes('reply')) return [];
  const shareOf = (mix: Mix): number =>
    medianOf(
      rounds.flatMap(({ mixes: figures }) =>
        figures[mix] && figures.reply
          ? [figures[mix].arrays.textsPerSecond / figures.reply.arrays.textsPerSecond]
          : [],
      ),
    );
  return [
    line(
      '(b) as a share of the reply mix',
      mixes.map((mix) => ratio(shareOf(mix))),
      'vote, contest ≥ 0.7; redeem ≥ 0.5',
    ),
  ];
}
