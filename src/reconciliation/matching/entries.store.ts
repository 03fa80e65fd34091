/**
 * Our side as matching sees it: charges and refunds as one kind of entry, refunds with a negative amount. In both, `e` is the entry
 * itself and `c` its charge; what is not settled stands where it was last sent.
 */
export const CHARGE_ENTRIES = `
select false, e.id, e.id, e.remote_id, e.state, e.amount_minor, e.currency, e.service_id, e.brand_id, e.gateway_id, s.sender_hash,
  coalesce(e.settled_at, a.sent_at, e.due_at), coalesce(a.sent_at, e.settled_at, e.due_at), a.correlator
from charges c join charges e on e.id = c.id join subscribers s on s.id = c.subscriber_id
left join lateral (
  select t.sent_at, t.correlator from charge_attempts t where t.charge_id = c.id order by t.ordinal desc limit 1) a on true`;

export const REFUND_ENTRIES = `
select true, e.id, c.id, e.remote_id, e.state, -e.amount_minor, e.currency, c.service_id, c.brand_id, c.gateway_id, s.sender_hash,
  coalesce(e.settled_at, e.due_at), coalesce(e.settled_at, e.due_at), e.correlator::text
from refunds e join charges c on c.id = e.charge_id join subscribers s on s.id = c.subscriber_id`;
