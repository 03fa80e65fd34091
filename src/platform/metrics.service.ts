import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What an operator watches. One registry per engine, so that two in one process (tests) do not mix. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  readonly heard = this.counter('parola_texts_heard_total', 'Texts stored by the carriers\u2019 door', [
    'connector',
  ]);
  readonly duplicates = this.counter('parola_texts_duplicate_total', 'Texts a carrier delivered again', [
    'connector',
  ]);
  readonly refused = this.counter('parola_door_refused_total', 'Requests or elements the door refused', [
    'code',
  ]);
  readonly handled = this.counter('parola_texts_handled_total', 'Texts decided');
  readonly setAside = this.counter(
    'parola_texts_set_aside_total',
    'Texts set aside because deciding them failed',
  );
  readonly submitted = this.counter('parola_messages_submitted_total', 'Outcomes of submits', [
    'connector',
    'outcome',
  ]);
  readonly resent = this.counter(
    'parola_messages_resent_total',
    'Messages sent again after an unknown submit',
    ['connector'],
  );
  readonly reports = this.counter('parola_reports_total', 'Delivery reports heard', ['state']);
  readonly batchMs = this.histogram(
    'parola_batch_ms',
    'Time of one batch of texts, commit included',
    [1, 2, 5, 10, 20, 50, 100, 250, 500, 1_000],
  );
  readonly doorMs = this.histogram(
    'parola_door_ms',
    'Time from a carrier\u2019s request to its answer',
    [1, 2, 5, 10, 20, 50, 100, 250, 500, 1_000, 2_000],
  );
  readonly lag = new Gauge({
    name: 'parola_lanes_waiting',
    help: 'Lanes with texts waiting, at the last sweep',
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  private counter<L extends string>(name: string, help: string, labelNames: L[] = []): Counter<L> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  private histogram(name: string, help: string, buckets: number[]): Histogram {
    return new Histogram({ name, help, buckets, registers: [this.registry] });
  }
}
