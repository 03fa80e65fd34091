import { agentFor, exchange, type Agent } from '../../carrier-call.client';
import type { Payment } from '../payment';
import { shownEvent } from './camara-wire';

const TIMEOUT_MS = 2_000;
const CONCURRENCY = 16;

/** Whom the simulated operator calls. */
export interface Sink {
  /** Posts one event, once; whether anybody listened is not our business. */
  tell(address: string, payment: Payment, now: Date): Promise<void>;
  close(): void;
}

export function openSink(): Sink {
  const agents = new Map<string, Agent>();
  const agentOf = (address: string): Agent => {
    const { origin } = new URL(address);
    const agent = agents.get(origin) ?? agentFor(address, CONCURRENCY);
    agents.set(origin, agent);
    return agent;
  };
  return {
    async tell(address, payment, now) {
      if (!URL.canParse(address)) return;
      const headers = { 'content-type': 'application/cloudevents+json' };
      const body = JSON.stringify(shownEvent(payment, now));
      await exchange({ method: 'POST', url: address, headers, body }, agentOf(address), TIMEOUT_MS);
    },
    close() {
      for (const agent of agents.values()) agent.destroy();
    },
  };
}
