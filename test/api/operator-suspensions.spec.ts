import { anApprovedService } from '../support/a-paid-service';
import { createWorld, type World } from '../support/world';

let world: World;
let one: number;
let other: number;
beforeAll(async () => {
  world = await createWorld({ now: '2026-05-01T08:00:00Z' });
  one = await anApprovedService(world, { name: 'OLD' });
  other = await anApprovedService(world, { name: 'NEW' });
});
afterAll(() => world.close());

describe('SUB-14 an operator', () => {
  const act = (what: string, body: object) => world.api.post(`/operators/mci/${what}`, body);

  test('SUB-14 is suspended once and resumed once, of one service or of all, and it stays on record', async () => {
    const reason = 'charges twice';
    expect((await act('resume', {})).status).toBe(409);
    const { body } = await act('suspend', { reason }).expect(200);
    expect(body).toMatchObject({ operator: 'mci', service: null, reason, resumedAt: null });
    expect((await act('suspend', { reason })).status).toBe(409);
    await act('suspend', { reason, service: one }).expect(200);
    expect((await act('resume', { service: other })).status).toBe(409);
    await act('resume', {}).expect(200);
    await act('resume', { service: one }).expect(200);
    const { body: page } = await world.api.get('/operators/mci/suspensions').expect(200);
    expect(page).toMatchObject({
      items: [
        { service: null, resumedAt: expect.any(String) as unknown },
        { service: one, resumedAt: expect.any(String) as unknown },
      ],
      next: null,
    });
  });

  test('SUB-14 is suspended with a reason, and only if there is one', async () => {
    for (const body of [{}, { reason: ' ' }, { reason: 'x', service: 'FAL' }])
      expect((await act('suspend', body)).status).toBe(422);
    expect((await act('suspend', { reason: 'x', service: 999_999 })).status).toBe(404);
    expect((await world.api.post('/operators/nobody/suspend', { reason: 'x' })).status).toBe(404);
  });
});
