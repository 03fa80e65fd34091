import fc from 'fast-check';
import { asDocument, packOf } from '../../reconciliation/evidence/pack';
import { freeze, thaw, type FrozenPack } from './frozen-pack';

const AT = new Date('2026-05-01T08:00:00Z');
const aPack = packOf(
  'complaint 7',
  [
    { name: 'charge', content: { id: 9, amountMinor: '5000' } },
    { name: 'texts', content: [{ text: 'STOP' }, { text: 'لغو' }] },
  ],
  AT,
);
const frozen = freeze(aPack);

const withPart = (at: number, part: Partial<FrozenPack['parts'][number]>): FrozenPack => ({
  ...frozen,
  parts: frozen.parts.map((one, place) => (place === at ? { ...one, ...part } : one)),
});

describe('SUP-03 frozen evidence', () => {
  test('what was frozen comes back as it was, whatever it holds', () => {
    const section = fc.record({ name: fc.string({ minLength: 1 }), content: fc.jsonValue() });
    fc.assert(
      fc.property(fc.array(section, { maxLength: 6 }), (sections) => {
        const pack = packOf('anything', sections, AT);
        const thawed = thaw(freeze(pack));
        if (thawed.type !== 'intact') throw new Error(thawed.parts.join());
        expect(JSON.stringify(asDocument(thawed.pack))).toBe(JSON.stringify(asDocument(pack)));
      }),
    );
  });

  test('a part that was altered, renamed, taken away or added is named', () => {
    const [charge, texts, manifest] = frozen.parts;
    if (!charge || !texts || !manifest) throw new Error('a pack has three parts');
    const altered = (pack: FrozenPack) => {
      const thawed = thaw(pack);
      return thawed.type === 'altered' ? thawed.parts : [];
    };
    expect(altered(withPart(0, { content: '{"id":9,"amountMinor":"500"}' }))).toEqual(['charge']);
    expect(altered(withPart(1, { name: 'words' }))).toEqual(['texts']);
    expect(altered({ ...frozen, parts: [charge, manifest] })).toEqual(['texts']);
    const more = { name: 'more', content: '1' };
    expect(altered({ ...frozen, parts: [charge, texts, more, manifest] })).toEqual(['more']);
    expect(altered({ ...frozen, parts: [texts, charge, manifest] })).toEqual(['charge', 'texts']);
  });

  test('whoever alters a part and its hash alters the manifest, and its hash is known', () => {
    const forged = freeze(packOf('complaint 7', [{ name: 'charge', content: null }], AT));
    for (const pack of [{ ...forged, sha256: frozen.sha256 }, withPart(2, { content: '{}' })])
      expect(thaw(pack)).toEqual({ type: 'altered', parts: ['manifest'] });
    expect(thaw({ parts: [], sha256: frozen.sha256 })).toEqual({ type: 'altered', parts: ['manifest'] });
  });

  test('what was erased is null, and the rest still verifies', () => {
    const thawed = thaw(withPart(1, { content: null }));
    expect(thawed).toMatchObject({
      type: 'intact',
      pack: { sections: [{ name: 'charge' }, { content: null }] },
    });
  });
});
