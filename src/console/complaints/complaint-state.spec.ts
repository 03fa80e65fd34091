import fc from 'fast-check';
import {
  COMPLAINT_STATES,
  mayBecome,
  statesBefore,
  UNFINISHED,
  type ComplaintState,
} from './complaint-state';

describe('SUP-03 the life of a complaint', () => {
  test('it is answered before it is decided, and decided before it is closed', () => {
    const lives: ComplaintState[][] = [];
    const live = (life: ComplaintState[]): void => {
      const state = life.at(-1);
      const next = COMPLAINT_STATES.filter((to) => state && mayBecome(state, to));
      if (next.length === 0) lives.push(life);
      for (const to of next) live([...life, to]);
    };
    live(['open']);
    expect(lives).toEqual([
      ['open', 'answered', 'upheld', 'closed'],
      ['open', 'answered', 'dismissed', 'closed'],
    ]);
  });

  test('what may come before is what may come after, read backwards', () => {
    const state = fc.constantFrom(...COMPLAINT_STATES);
    fc.assert(
      fc.property(state, state, (from, to) => {
        expect(statesBefore(to).includes(from)).toBe(mayBecome(from, to));
      }),
    );
    expect(UNFINISHED).toEqual(['open', 'answered', 'upheld', 'dismissed']);
  });
});
