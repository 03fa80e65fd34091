import fc from 'fast-check';
import { isMask, masked, unmasked, written } from '../hidden';
import type { Flow, Step } from './flow';
import { parted } from './hidden-answers';

const texts = { en: '?' };
const aFlow = (steps: Readonly<Record<string, Step>>): Flow => ({
  ...{ flow: 1, languages: ['en'], first: 'name', steps, ttlMinutes: 30, maxTries: 2 },
  tooManyTries: { texts },
});
const flow = aFlow({
  name: { type: 'ask', texts, accept: { type: 'name' }, save: 'name', purpose: 'membership', next: 'pin' },
  pin: { type: 'ask', texts, accept: { type: 'text' }, save: 'pin', sensitive: true, next: 'size' },
  size: { type: 'choose', texts, options: [], save: 'size', next: 'greet' },
  greet: {
    type: 'set',
    values: { greeting: 'Dear {name|you}', long: '{greeting}!', points: 3 },
    next: 'end',
  },
  end: { type: 'end', outcome: 'done' },
});

test('DAT-01 what is sensitive, what goes to the profile, and what is put together of it stand apart', () => {
  const answers = {
    name: 'Sara',
    pin: '1234',
    size: ['small'],
    greeting: 'Dear Sara',
    long: 'Dear Sara!',
    points: 3,
  };
  expect(parted(flow, answers)).toEqual({
    answers: { size: ['small'], points: 3 },
    hidden: { name: 'Sara', pin: '1234', greeting: 'Dear Sara', long: 'Dear Sara!' },
  });
  expect(parted(flow, { size: 'small' })).toEqual({ answers: { size: 'small' } });
});

test('DAT-01 whatever was answered, nothing is lost between the two and nothing stands in both', () => {
  const value = fc.oneof(fc.string(), fc.integer(), fc.array(fc.string(), { maxLength: 3 }));
  const names = fc.constantFrom('name', 'pin', 'size', 'greeting', 'other', 'constructor');
  fc.assert(
    fc.property(fc.dictionary(names, value), (answers) => {
      const { answers: open, hidden = {} } = parted(flow, answers);
      expect({ ...open, ...hidden }).toEqual(answers);
      expect(Object.keys(open).filter((name) => Object.hasOwn(hidden, name))).toEqual([]);
    }),
  );
});

test('DAT-01 a mask says what shape a value had and nothing else, and comes off again', () => {
  const option = fc.stringMatching(/^[a-z]{1,5}$/);
  const value = fc.oneof(fc.string(), fc.integer(), fc.array(option, { minLength: 1, maxLength: 3 }));
  fc.assert(
    fc.property(value, (some) => {
      const { it: mask = '' } = masked({ it: some });
      expect(isMask(mask)).toBe(true);
      expect(unmasked(mask, written(some))).toEqual(some);
    }),
  );
});
