import { hasBeenOpen, mayBeChanged, SERVICE_STATES, stateAfter, type ServiceAct } from './service-state';

const ACTS = [
  'submit',
  'sendBack',
  'approve',
  'suspend',
  'resume',
  'close',
] as const satisfies readonly ServiceAct[];

describe('SUB-01 the state of a service', () => {
  test('only what was handed in is approved, and nothing leaves the end', () => {
    const ways = SERVICE_STATES.flatMap((from) =>
      ACTS.flatMap((act) => {
        const to = stateAfter(from, act);
        return to === null ? [] : [`${from} ${act} ${to}`];
      }),
    );
    expect(ways).toEqual([
      'draft submit submitted',
      'draft close closed',
      'submitted sendBack draft',
      'submitted approve approved',
      'submitted close closed',
      'approved suspend suspended',
      'approved close closed',
      'suspended resume approved',
      'suspended close closed',
    ]);
  });

  test('what people may join is never changed under their feet', () => {
    expect(SERVICE_STATES.filter(mayBeChanged)).toEqual(['draft', 'suspended']);
    expect(SERVICE_STATES.filter(hasBeenOpen)).toEqual(['approved', 'suspended', 'closed']);
  });
});
