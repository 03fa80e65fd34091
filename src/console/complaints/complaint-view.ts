import type { ComplaintDto } from './complaint.dto';
import type { ComplaintRow } from './complaints.store';

/** A complaint as the API shows it. */
export function shownComplaint(complaint: ComplaintRow): ComplaintDto {
  const { brandId: _brand, brandName: _name, subscriberId: _person, senderHash: _hash, ...rest } = complaint;
  const { shortcodeId: _code, language: _language, ...shown } = rest;
  return shown;
}
