import type { Response } from 'express';
import { Injectable } from '@nestjs/common';
import type { LiveTally } from './results.service';
import type { CampaignCard } from './results.store';
import { TallyWatch } from './tally-watch.service';

export const STREAM_LIMITS = {
  /** Proxies take a connection for dead that says nothing for a minute. */
  heartbeatMs: 15_000,
  /** Whoever listens comes back by itself, with a key that still has to be good. */
  longestMs: 15 * 60_000,
  retryMs: 2_000,
} as const;

/** A tally as server-sent events: `event: tally`, its data the JSON of the tally without its hours. */
@Injectable()
export class TallyStream {
  constructor(private readonly watch: TallyWatch) {}

  /** Throws TOO_MANY before anything was answered; afterwards the stream ends by itself. */
  open(campaign: CampaignCard, apiKeyId: number, response: Response): void {
    // Gone while the campaign was looked up: nobody would tell us again.
    if (response.closed) return;
    let waiting: LiveTally | null = null;
    const write = (tally: LiveTally): void => {
      waiting = null;
      response.write(`event: tally\ndata: ${JSON.stringify(tally)}\n\n`);
    };
    const begin = (): void => {
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      response.write(`retry: ${STREAM_LIMITS.retryMs}\n\n`);
    };
    const tell = (tally: LiveTally | null): void => {
      if (!response.headersSent) begin();
      if (tally === null) response.end();
      // To a slow listener only the newest tally is worth anything.
      else if (response.writableNeedDrain) waiting = tally;
      else write(tally);
    };
    const leave = this.watch.listen(campaign, apiKeyId, tell);
    if (!response.headersSent) begin();
    const heart = setInterval(() => {
      if (!response.writableNeedDrain) response.write(': still here\n\n');
    }, STREAM_LIMITS.heartbeatMs);
    const end = setTimeout(() => response.end(), STREAM_LIMITS.longestMs);
    response.on('drain', () => {
      if (waiting) write(waiting);
    });
    response.once('close', () => {
      clearInterval(heart);
      clearTimeout(end);
      leave();
    });
  }
}
