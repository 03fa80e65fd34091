import { builtInProfiles, profileAt } from '../../rules/catalogue';
import { checkFlow, isHeardFirst } from './check-flow';
import { flowSizes } from './check-texts';
import type { FlowCheckContext } from './finding';
import { type AskStep, type ChooseStep, type Flow, FLOW_LIMITS, type Step } from './flow';

const profile = profileAt(builtInProfiles, 'ir', new Date('2026-05-01T08:00:00Z'));
const context = (own: Partial<FlowCheckContext> = {}): FlowCheckContext => ({
  values: { brand: 'Radio' },
  isReserved: (raw) => isHeardFirst(profile, raw),
  isKeyword: (raw) => raw === 'win',
  isTable: (name) => name === 'towns',
  isWebhook: (name) => name === 'crm',
  isQueue: (name) => name === 'care',
  ...own,
});

const end: Step = { type: 'end', outcome: 'done', texts: { en: 'Thank you.' } };
const ask = (own: Partial<AskStep> = {}): AskStep => ({
  type: 'ask',
  texts: { en: 'Your name?' },
  accept: { type: 'name' },
  save: 'name',
  next: 'end',
  ...own,
});
const choose = (own: Partial<ChooseStep> = {}): ChooseStep => ({
  type: 'choose',
  texts: { en: 'Which?\n{options}' },
  options: [
    { value: 'a', labels: { en: 'Apples' } },
    { value: 'p', labels: { en: 'Pears' } },
  ],
  save: 'fruit',
  next: 'end',
  ...own,
});
const say = (next: string, text = 'Hello'): Step => ({ type: 'say', texts: { en: text }, next });
const aFlow = (steps: Record<string, Step>, own: Partial<Flow> = {}): Flow => ({
  flow: 1,
  languages: ['en'],
  first: 'first',
  steps: { end, ...steps },
  ttlMinutes: 30,
  maxTries: 3,
  tooManyTries: { texts: { en: 'Let us leave it there.' } },
  ...own,
});
const found = (flow: Flow, own: Partial<FlowCheckContext> = {}) =>
  checkFlow(flow, context(own)).map(({ step, severity, message }) => `${severity} ${step}: ${message}`);

describe('SES-01 what keeps a flow from being published', () => {
  test('nothing, when it is right', () => {
    expect(found(aFlow({ first: ask({ next: 'second' }), second: choose() }))).toEqual([]);
  });

  test('steps there are not, and steps nothing leads to', () => {
    expect(found(aFlow({}))).toEqual([
      'error null: The flow begins with "first", and there is no such step.',
    ]);
    expect(
      found(aFlow({ first: ask({ next: 'constructor', noReply: { next: 'end' } }), lonely: say('end') })),
    ).toEqual([
      'error first: It leads to "constructor", and there is no such step.',
      'warning lonely: Nothing leads to this step.',
      'error first: No answer leads from here to an end.',
    ]);
    const oneOff = { ...choose(), next: undefined };
    expect(found(aFlow({ first: oneOff, back: ask() }))).toContain(
      'error first: "a" leads nowhere: give it, or the question, a next step.',
    );
  });

  test('a circle without a question or a wait; one through silence is only a warning', () => {
    const branch: Step = {
      type: 'branch',
      cases: [{ when: { type: 'has', name: 'name' }, next: 'end' }],
      otherwise: 'second',
    };
    expect(found(aFlow({ first: ask({ next: 'second' }), second: say('third'), third: branch }))).toEqual([
      'error second: It comes round to itself without a question or a wait of some minutes.',
      'error third: It comes round to itself without a question or a wait of some minutes.',
    ]);
    const until: Step = { type: 'wait', until: '2026-01-01T00:00:00Z', next: 'third' };
    expect(
      found(
        aFlow({ first: ask({ next: 'second' }), second: until, third: { ...branch, otherwise: 'second' } }),
      ),
    ).toHaveLength(2);
    expect(found(aFlow({ first: ask({ noReply: { next: 'first' } }) }))).toEqual([
      'warning first: It comes round to itself as long as the person says nothing.',
    ]);
  });

  test('a circle through answers is a conversation', () => {
    const options = [
      { value: 'again', labels: { en: 'Again' }, next: 'first' },
      { value: 'enough', labels: { en: 'Enough' } },
    ];
    expect(found(aFlow({ first: choose({ options }) }))).toEqual([]);
  });

  test('no way to an end but by failing', () => {
    const flow = aFlow({
      first: ask({ next: 'second', tooManyTries: { next: 'end' } }),
      second: ask({ next: 'first' }),
    });
    expect(found(flow)).toEqual([
      'error first: No answer leads from here to an end.',
      'error second: No answer leads from here to an end.',
    ]);
  });

  test('too many messages in a row, counted up to the question', () => {
    const row = (length: number): Record<string, Step> =>
      Object.fromEntries(
        Array.from({ length }, (_, at): [string, Step] => [
          at === 0 ? 'first' : `say${at}`,
          say(at === length - 1 ? 'ask' : `say${at + 1}`),
        ]),
      );
    const most = FLOW_LIMITS.messagesInARow;
    expect(found(aFlow({ ...row(most - 1), ask: ask() }))).toEqual([]);
    expect(found(aFlow({ ...row(most), ask: ask() }))).toEqual([
      `error first: From here ${most + 1} messages follow each other without a question; ${most} are the most.`,
    ]);
  });

  test('a great many branches are looked through in no time', () => {
    const steps = Object.fromEntries(
      Array.from({ length: 90 }, (_, at): [string, Step] => [
        at === 0 ? 'first' : `b${at}`,
        {
          type: 'branch',
          cases: Array.from({ length: 20 }, (__, by) => ({
            when: { type: 'has', name: 'name' },
            next: at + by + 1 < 90 ? `b${at + by + 1}` : 'ask',
          })),
          otherwise: 'ask',
        },
      ]),
    );
    expect(
      found(aFlow({ ...steps, ask: ask() })).every((finding) => finding.includes('asks about "name"')),
    ).toBe(true);
  });

  test('tables, webhooks and queues nobody has', () => {
    const steps: Record<string, Step> = {
      first: { type: 'lookup', table: 'cities', key: 'x', save: 'city', next: 'call', notFound: 'care' },
      call: { type: 'call', webhook: 'erp', save: 'points', next: 'end', onTimeout: 'end' },
      care: { type: 'handOver', queue: 'sales' },
    };
    expect(found(aFlow(steps))).toEqual([
      'error first: There is no table "cities".',
      'error call: There is no webhook "erp".',
      'error care: There is no queue "sales".',
    ]);
  });

  test('texts and labels that lack a language', () => {
    expect(found(aFlow({ first: choose() }, { languages: ['en', 'fa'] }))).toEqual([
      'error null: The text after too many tries is missing in fa.',
      'error end: The text is missing in fa.',
      'error first: The text is missing in fa.',
      'error first: Option "a" has no label in fa.',
      'error first: Option "p" has no label in fa.',
    ]);
  });

  test('variables a text cannot know yet', () => {
    const first = ask({ texts: { en: 'Hello {name}, from {brand}' }, next: 'second' });
    expect(found(aFlow({ first, second: say('end', '{name} {fruit}') }))).toEqual([
      'error first: In the text in en: {name} is not a value this text can use.',
      'error second: In the text in en: {fruit} is not a value this text can use.',
    ]);
    const branch: Step = {
      type: 'branch',
      cases: [{ when: { type: 'has', name: 'age' }, next: 'end' }],
      otherwise: 'end',
    };
    expect(found(aFlow({ first: branch }))).toEqual([
      'error first: It asks about "age", which nothing before it has saved.',
    ]);
    const lookup: Step = {
      type: 'lookup',
      table: 'towns',
      key: '{zip}',
      save: 'brand',
      next: 'end',
      notFound: 'end',
    };
    expect(found(aFlow({ first: lookup }))).toEqual([
      'error first: In a value: {zip} is not a value this text can use.',
      'error first: "brand" is the name of something every text knows already.',
    ]);
  });

  test('a sensitive answer in a text', () => {
    const flow = aFlow({
      first: ask({ sensitive: true, next: 'second' }),
      second: say('end', 'Your id is {name}'),
    });
    expect(found(flow)).toEqual(['error second: The text shows {name}, which is sensitive.']);
  });

  test('what a text may come to, with the longest answers', () => {
    const free = ask({ accept: { type: 'text', maxChars: 200 }, next: 'second' });
    const flow = aFlow({ first: free, second: say('end', `Thank you, {name}!`) });
    expect(found(flow)).toEqual(['warning second: A text in en may take 4 segments.']);
    expect(flowSizes(flow, context()).find(({ step }) => step === 'second')).toEqual({
      step: 'second',
      language: 'en',
      segments: 4,
      encoding: 'UCS2',
    });
    const thrice = aFlow({
      first: ask({ ...free, accept: { type: 'text' } }),
      second: say('end', '{name}{name}{name}'),
    });
    expect(found(thrice)).toContain('error second: A text in en may take 14 segments; 10 are the most.');
  });

  test('a value made of values is as long as they are', () => {
    const steps = {
      first: ask({ next: 'set' }),
      set: { type: 'set', values: { hello: 'Dear {name}' }, next: 'tell' } as const,
      tell: say('end', '{hello} {hello} {hello}'),
    };
    expect(flowSizes(aFlow(steps), context()).find(({ step }) => step === 'tell')?.segments).toBe(4);
  });
});
