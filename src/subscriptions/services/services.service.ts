import { Injectable } from '@nestjs/common';
import type { ApiCaller } from '../../access/caller.decorator';
import { readPriceLists } from '../../billing/price-points/price-points.store';
import { ConfigurationService } from '../../catalogue/configuration.service';
import { Clock } from '../../platform/clock.service';
import { Database, type Sql, type Tx } from '../../platform/database.service';
import { Problem, type InputError } from '../../platform/problem';
import { invalid } from '../../platform/validation.pipe';
import type { Profile } from '../../rules/profile';
import { Lists } from '../../subscribers/lists.service';
import type { NewServiceDto, ServiceChangesDto } from './service.dto';
import { approvalFaults, pricesFrom, unapprovedIn } from './price-approval';
import type { Service } from './service';
import { lintService } from './service-lint';
import { readServiceSettings } from './service-settings';
import { hasBeenOpen, mayBeChanged, stateAfter, type ServiceAct } from './service-state';
import {
  findServiceCard,
  insertService,
  lockService,
  readServiceCards,
  updateService,
  type ServiceCard,
} from './services.store';

/** What people can subscribe to: drafted by brands, approved by us once the rules of the code have nothing against it. */
@Injectable()
export class Services {
  constructor(
    private readonly database: Database,
    private readonly configurations: ConfigurationService,
    private readonly lists: Lists,
    private readonly clock: Clock,
  ) {}

  page({ brandId }: ApiCaller, after: number, limit: number): Promise<ServiceCard[]> {
    return readServiceCards(this.database.sql, brandId, after, limit);
  }

  async get({ brandId }: Pick<ApiCaller, 'brandId'>, id: number): Promise<ServiceCard> {
    const card = await findServiceCard(this.database.sql, id, brandId);
    if (!card) throw missing(id);
    return card;
  }

  /** Makes a draft, and the list it is. */
  async create({ brandId }: ApiCaller, wish: NewServiceDto): Promise<ServiceCard> {
    const { shortcode, name, key, frequency, ...terms } = wish;
    const brand = wish.brand ?? brandId;
    if (brand === null) throw invalid([{ path: 'brand', message: 'must be given' }]);
    // Read before anything is made: a list of its own would be left behind by settings that cannot be read.
    checkSettings({ languages: ['en'], zone: 'UTC', ...terms.settings });
    const list = await this.lists.create(
      { brand, shortcode, name, key, frequency, doubleOptIn: true },
      brandId,
    );
    const { language, zone } = await this.codeOf(this.database.sql, list.shortcodeId);
    const id = await this.database.transaction((tx) =>
      insertService(tx, {
        listId: list.id,
        provider: terms.provider.trim(),
        cycle: terms.cycle,
        trialDays: terms.trialDays ?? 0,
        minAge: terms.minAge ?? 0,
        class: terms.class ?? 'vas',
        settings: { languages: [language], zone, ...terms.settings },
        createdAt: this.clock.now(),
      }),
    );
    return this.get({ brandId }, id);
  }

  /** Changes a draft; of a suspended service, the provider's name and the settings. Settings replace those they name. */
  async change(caller: ApiCaller, id: number, changes: ServiceChangesDto): Promise<ServiceCard> {
    await this.database.transaction(async (tx) => {
      const { service, written } = await this.locked(tx, caller, id);
      if (!mayBeChanged(service.state))
        throw new Problem('CONFLICT', `A service that is ${service.state} cannot be changed.`);
      const { provider, settings, ...terms } = changes;
      if (hasBeenOpen(service.state) && Object.values(terms).some((term) => term !== undefined))
        throw new Problem('CONFLICT', 'People have joined it as it is; only its settings can be changed.');
      const merged = settings && { ...written, ...settings };
      if (merged) checkSettings(merged);
      await updateService(tx, id, {
        ...terms,
        ...(provider === undefined ? {} : { provider: provider.trim() }),
        ...(merged === undefined ? {} : { settings: merged }),
      });
    });
    return this.get(caller, id);
  }

  /** Hands a draft in. What only we and the operators can settle may still be open. */
  submit(caller: ApiCaller, id: number): Promise<ServiceCard> {
    return this.act(caller, id, 'submit', (faults) => faults.filter(({ path }) => path !== 'operators'));
  }

  sendBack(caller: ApiCaller, id: number): Promise<ServiceCard> {
    return this.act(caller, id, 'sendBack', () => []);
  }

  approve(caller: ApiCaller, id: number): Promise<ServiceCard> {
    return this.act(caller, id, 'approve', (faults) => faults);
  }

  suspend(caller: ApiCaller, id: number): Promise<ServiceCard> {
    return this.act(caller, id, 'suspend', () => []);
  }

  /** After the same checks as the approval. */
  resume(caller: ApiCaller, id: number): Promise<ServiceCard> {
    return this.act(caller, id, 'resume', (faults) => faults);
  }

  close(caller: ApiCaller, id: number): Promise<ServiceCard> {
    return this.act(caller, id, 'close', () => []);
  }

  /** Everything the rules have against it as it stands. */
  async faultsOf(caller: ApiCaller, id: number): Promise<readonly InputError[]> {
    const { service } = await this.get(caller, id);
    return this.lint(this.database.sql, service);
  }

  private async act(
    caller: ApiCaller,
    id: number,
    act: ServiceAct,
    inTheWay: (faults: readonly InputError[]) => readonly InputError[],
  ): Promise<ServiceCard> {
    await this.database.transaction(async (tx) => {
      const { service } = await this.locked(tx, caller, id);
      const state = stateAfter(service.state, act);
      if (state === null)
        throw new Problem('CONFLICT', `That cannot be done to a service that is ${service.state}.`);
      const faults = inTheWay(await this.lint(tx.sql, service));
      if (faults.length > 0) throw invalid(faults);
      await updateService(tx, id, { state });
    });
    return this.get(caller, id);
  }

  /** What the rules of the code have against it, and what its operators have. */
  private async lint(sql: Sql, service: Service): Promise<readonly InputError[]> {
    const now = this.clock.now();
    const approved = service.operators.filter(({ isApproved }) => isApproved);
    const lists = await readPriceLists(
      sql,
      approved.map(({ operatorId }) => operatorId),
    );
    return [
      ...lintService(service, await this.profileOf(sql, service), now),
      ...approvalFaults(unapprovedIn(lists, pricesFrom(service, now), now)),
    ];
  }

  private async locked(tx: Tx, { brandId }: ApiCaller, id: number) {
    const found = await lockService(tx, id, brandId);
    if (!found) throw missing(id);
    return found;
  }

  private async codeOf(sql: Sql, shortcodeId: number) {
    const shortcode = (await this.configurations.inForce(sql)).shortcodes.get(shortcodeId);
    if (!shortcode) throw new Problem('NOT_FOUND', 'The code of this service is gone.');
    return shortcode;
  }

  private async profileOf(sql: Sql, { shortcodeId }: Service): Promise<Profile> {
    const configuration = await this.configurations.inForce(sql);
    return configuration.profileOf(await this.codeOf(sql, shortcodeId), this.clock.now());
  }
}

function checkSettings(raw: Readonly<Record<string, unknown>>): void {
  const read = readServiceSettings(raw);
  if (read.type === 'faulty')
    throw invalid(
      read.errors.map(({ path, message }) => ({
        path: path === '' ? 'settings' : `settings.${path}`,
        message,
      })),
    );
}

export const missing = (id: number): Problem => new Problem('NOT_FOUND', `There is no service ${id}.`);
