import { inOrder, type StoryEvent } from './story';

const at = (second: number): Date => new Date(second * 1_000);
const decided = (second: number): StoryEvent => ({
  type: 'decided',
  at: at(second),
  textId: 1,
  rule: 'keyword',
  because: 'joined the list',
  campaign: null,
  configVersion: 1,
  facts: null,
});
const queued = (second: number): StoryEvent => ({
  type: 'queued',
  at: at(second),
  messageId: 1,
  textId: 1,
  class: 'reply',
  from: '2050',
  text: 'hi',
  expiresAt: at(99),
});
const heard = (second: number): StoryEvent => ({
  type: 'heard',
  at: at(second),
  textId: 1,
  connector: null,
  from: null,
  to: '2050',
  text: 'NEWS',
  saidAt: at(second),
  flags: [],
});

describe('a story', () => {
  test('OPS-04 is told in time, and cause before effect where time does not tell them apart', () => {
    expect(inOrder([queued(2), decided(2), heard(2)]).map(({ type }) => type)).toEqual([
      'heard',
      'decided',
      'queued',
    ]);
    expect(inOrder([decided(3), queued(2), heard(1)]).map(({ type }) => type)).toEqual([
      'heard',
      'queued',
      'decided',
    ]);
  });

  test('leaves what it was given as it was', () => {
    const events = [queued(2), heard(1)];
    inOrder(events);
    expect(events.map(({ type }) => type)).toEqual(['queued', 'heard']);
  });
});
